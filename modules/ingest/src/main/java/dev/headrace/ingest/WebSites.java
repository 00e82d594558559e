package dev.headrace.ingest;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which web sites may send what, as the operator says it. Names are compared in lower case.
 * Immutable.
 *
 * @param domains those whose events are taken
 * @param skipped those of which nothing is kept at all
 * @param events the events that pages may record
 * @param noteEvents those of the events whose note is kept
 * @param sessionDomains those of the domains whose session ids are kept
 * @param pagePatterns pages that count as one, as {@code www.example.org/u/:id}
 */
public record WebSites(
        Set<String> domains,
        Set<String> skipped,
        Set<String> events,
        Set<String> noteEvents,
        Set<String> sessionDomains,
        List<String> pagePatterns) {

    /** Nobody may send anything. */
    public static final WebSites NONE =
            new WebSites(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), List.of());

    private static final int LONGEST_HOST = 253;

    public WebSites {
        domains = lower(domains);
        skipped = lower(skipped);
        events = lower(events);
        noteEvents = lower(noteEvents);
        sessionDomains = lower(sessionDomains);
        pagePatterns = List.copyOf(pagePatterns);
        requirePagePatterns(pagePatterns);
    }

    /**
     * Refuses what is no pattern.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static void requirePagePatterns(List<String> patterns) {
        patterns.forEach(PagePattern::parse);
    }

    private static Set<String> lower(Collection<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A domain as sites are named: lower case, without a port or a last dot. */
    static String plain(String domain) {
        int colon = domain.indexOf(':');
        String host = colon < 0 ? domain : domain.substring(0, colon);
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether a browser's {@code Origin} is a page of one of the sites. */
    boolean allowsOrigin(String origin) {
        return hostOf(origin).filter(domains::contains).isPresent();
    }

    /** The host of an origin or an address of the web; empty where there is none. */
    static Optional<String> hostOf(String url) {
        if (!url.startsWith("https://") && !url.startsWith("http://")) {
            return Optional.empty();
        }
        int start = url.indexOf("://") + 3;
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        String authority = url.substring(start, end);
        return authority.indexOf('@') < 0
                ? Optional.of(plain(authority)).filter(WebSites::isHost)
                : Optional.empty();
    }

    private static boolean isHost(String host) {
        return !host.isEmpty()
                && host.length() <= LONGEST_HOST
                && host.chars().allMatch(WebSites::isOfHost);
    }

    private static boolean isOfHost(int one) {
        return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '.' || one == '-';
    }
}
