package dev.headrace.ingest;

import java.util.List;
import java.util.Optional;

/**
 * Pages of one site that count as one: {@code www.example.org/u/:id} is {@code /u/1}, {@code /u/2},
 * and every other page of two segments that begins with {@code /u/}. Immutable.
 */
record PagePattern(String domain, List<String> segments) {

    private static final String ANY = ":";

    /**
     * Reads a pattern: a domain, and a path of which at least one segment begins with a colon.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    static PagePattern parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || text.indexOf("/" + ANY) < 0) {
            throw new IllegalArgumentException(
                    "is not a list of pages with a variable segment such as www.example.org/u/:id");
        }
        return new PagePattern(
                WebSites.plain(text.substring(0, slash)), segments(text.substring(slash)));
    }

    /** The pattern itself, if a page is one of its pages. */
    Optional<String> of(String page) {
        List<String> found = segments(page);
        if (found.size() != segments.size()) {
            return Optional.empty();
        }
        for (int i = 0; i < found.size(); i++) {
            String wanted = segments.get(i);
            if (!wanted.startsWith(ANY) && !wanted.equals(found.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(String.join("/", segments));
    }

    private static List<String> segments(String page) {
        return List.of(page.split("/", -1));
    }
}
