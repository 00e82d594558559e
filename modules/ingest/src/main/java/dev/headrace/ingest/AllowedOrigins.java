package dev.headrace.ingest;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The web origins that may post with a cookie: {@code https://tools.example.org}, with a port where
 * it is not the scheme's own, or {@code https://*.example.org} for every host below a domain (not
 * the domain itself). Immutable.
 */
public final class AllowedOrigins {

    private final Set<String> exact = new HashSet<>();
    private final List<Below> below = new ArrayList<>();

    /** Every host below a domain, on one scheme and port. */
    private record Below(String start, String end) {

        boolean holds(String origin) {
            int host = origin.length() - start.length() - end.length();
            return host > 0
                    && origin.startsWith(start)
                    && origin.endsWith(end)
                    && origin.lastIndexOf('/') < start.length();
        }
    }

    /**
     * Reads the list.
     *
     * @throws IllegalArgumentException naming the entry that is no origin and what would be right
     */
    public AllowedOrigins(List<String> entries) {
        for (String entry : entries) {
            String origin = entry.toLowerCase(Locale.ROOT);
            int star = origin.indexOf("://*.");
            requireOrigin(entry, star < 0 ? origin : origin.replace("://*.", "://"));
            if (star < 0) {
                exact.add(origin);
            } else {
                below.add(new Below(origin.substring(0, star + 3), origin.substring(star + 4)));
            }
        }
    }

    /** Whether a browser's {@code Origin} header is on the list; {@code null} never is. */
    public boolean allows(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        if (exact.contains(lower)) {
            return true;
        }
        for (Below entry : below) {
            if (entry.holds(lower)) {
                return true;
            }
        }
        return false;
    }

    private static void requireOrigin(String entry, String origin) {
        boolean good;
        try {
            URI uri = URI.create(origin);
            good =
                    ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                            && uri.getHost() != null
                            && uri.getRawPath().isEmpty()
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                            && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            good = false;
        }
        if (!good) {
            throw new IllegalArgumentException(
                    '"'
                            + entry
                            + "\" is not an origin such as https://tools.example.org:8443 or https://*.example.org");
        }
    }
}
