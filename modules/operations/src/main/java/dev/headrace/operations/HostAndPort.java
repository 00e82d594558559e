package dev.headrace.operations;

import java.util.Locale;
import java.util.Optional;

/**
 * What a {@code Host} header or an origin names, in lower case; an IPv6 address keeps its brackets.
 *
 * @param port the empty text when none was given
 */
record HostAndPort(String host, String port) {

    private static final int LONGEST = 300;
    private static final int MOST_DIGITS = 5;

    /** Reads {@code host}, {@code host:port} or {@code [address]:port}; empty for anything else. */
    static Optional<HostAndPort> parse(String text) {
        int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        String host = end < 0 ? text : text.substring(0, end);
        String rest = end < 0 ? "" : text.substring(end);
        boolean good =
                text.length() <= LONGEST
                        && !host.isEmpty()
                        && host.chars().allMatch(HostAndPort::mayBeInAHost)
                        && (rest.isEmpty() || isPort(rest));
        return good
                ? Optional.of(
                        new HostAndPort(
                                host.toLowerCase(Locale.ROOT),
                                rest.isEmpty() ? "" : rest.substring(1)))
                : Optional.empty();
    }

    /** Reads {@code http://host:port}; empty for {@code null} and anything else. */
    static Optional<HostAndPort> ofOrigin(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        if (lower.startsWith("http://")) {
            return parse(lower.substring("http://".length()));
        }
        return lower.startsWith("https://")
                ? parse(lower.substring("https://".length()))
                : Optional.empty();
    }

    private static boolean isPort(String rest) {
        return rest.charAt(0) == ':'
                && rest.length() > 1
                && rest.length() <= 1 + MOST_DIGITS
                && rest.chars().skip(1).allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean mayBeInAHost(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "._-[]:%".indexOf(c) >= 0;
    }
}
