package dev.headrace.privacy;

import java.util.List;
import java.util.Optional;

/**
 * The proxies in front of Headrace that are believed when they say, by {@code X-Forwarded-For},
 * whom they speak for. Everybody can send that header; so only what a listed proxy has added
 * counts, and with no list the header counts for nothing. Immutable, for any number of threads.
 */
public final class TrustedProxies {

    /** No proxy is believed: the client is whoever holds the connection. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    /** More proxies than this between a client and a server are not looked at. */
    private static final int MOST_HOPS = 32;

    private final List<AddressRange> ranges;

    /**
     * Reads the list.
     *
     * @param entries addresses and ranges, such as {@code 10.0.0.0/8} or {@code 2001:db8::1}
     * @throws IllegalArgumentException naming the entry that is none and what would be right
     */
    public TrustedProxies(List<String> entries) {
        this.ranges = entries.stream().map(AddressRange::parse).toList();
    }

    /**
     * The client's address: of the hops that {@code X-Forwarded-For} lists, each added by the next
     * to the right, the right-most that is not a trusted proxy. Where a trusted proxy says
     * something that is no address, that proxy's own address: what stands further left may be
     * anybody's invention. Where all are trusted, the left-most.
     *
     * @param peer who holds the connection
     * @param forwardedFor the values of all {@code X-Forwarded-For} fields, in their order
     */
    public ClientAddress clientOf(ClientAddress peer, List<String> forwardedFor) {
        ClientAddress client = peer;
        int hops = 0;
        for (int line = forwardedFor.size() - 1; line >= 0; line--) {
            String value = forwardedFor.get(line);
            int end = value.length();
            while (end >= 0) {
                if (!trusts(client) || hops++ == MOST_HOPS) {
                    return client;
                }
                int comma = value.lastIndexOf(',', end - 1);
                Optional<ClientAddress> hop = hop(value.substring(comma + 1, end).strip());
                if (hop.isEmpty()) {
                    return client;
                }
                client = hop.get();
                end = comma;
            }
        }
        return client;
    }

    private boolean trusts(ClientAddress address) {
        for (AddressRange range : ranges) {
            if (range.holds(address)) {
                return true;
            }
        }
        return false;
    }

    /** An address, or one with a port, as some load balancers write it. */
    private static Optional<ClientAddress> hop(String text) {
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            return close > 0 && isPort(text.substring(close + 1))
                    ? ClientAddress.parse(text.substring(1, close))
                    : Optional.empty();
        }
        int colon = text.indexOf(':');
        boolean withPort = colon > 0 && colon == text.lastIndexOf(':');
        if (withPort) {
            return isPort(text.substring(colon))
                    ? ClientAddress.parse(text.substring(0, colon))
                    : Optional.empty();
        }
        return ClientAddress.parse(text);
    }

    private static boolean isPort(String text) {
        return text.isEmpty()
                || text.startsWith(":")
                        && text.length() > 1
                        && text.length() <= 6
                        && text.chars().skip(1).allMatch(one -> one >= '0' && one <= '9');
    }
}
