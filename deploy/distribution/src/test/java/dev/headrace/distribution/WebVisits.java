package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What visitors do on the pages of two sites: how it is posted, and what must be counted of it. */
final class WebVisits {

    /** The event whose note is a dimension. */
    static final String CLICK = "socialclick";

    private static final int MOST_OF_A_POST = 50;

    private static final List<String> DOMAINS = List.of("www.bentasker.co.uk", "example.onion");
    private static final List<String> EVENTS =
            List.of("searchTermIntercepted", "socialClick", "bentest", "socialClick");
    private static final List<String> NOTES = List.of("mastodon", "reddit", "hackernews", "");

    /** How the sites' agent names platforms, and what is kept of it. */
    private static final Map<String, String> PLATFORMS =
            new TreeMap<>(Map.of("Linux x86_64", "Linux", "Win32", "Windows", "MacIntel", "macOS"));

    /** One event, as the agent sends it. */
    record Visit(
            String domain, String page, String platform, int timezone, String event, String note) {

        String body() {
            return """
            {"domain":"%s","page":"%s","timezone":%d,"platform":"%s","sess_id":"07ab-8022",\
            "event":"%s","note":"%s"}\
            """
                    .formatted(domain, page, timezone, platform, event, note);
        }

        /** In the words of the counts. */
        String dimension(String name) {
            return switch (name) {
                case "domain" -> domain;
                case "page" -> page;
                case "platform" -> PLATFORMS.getOrDefault(platform, "(other)");
                case "timezone" -> String.valueOf(timezone);
                case "event" -> event.toLowerCase(Locale.ROOT);
                case "note" -> is(CLICK) ? note : "";
                default -> throw new IllegalArgumentException(name);
            };
        }

        boolean is(String name) {
            return event.equalsIgnoreCase(name);
        }
    }

    private final List<Visit> visits = new ArrayList<>();

    /** Visits of every kind, each of them twice: nothing tells the two apart. */
    WebVisits() {
        List<String> platforms = List.copyOf(PLATFORMS.keySet());
        for (int i = 0; i < 150; i++) {
            var visit =
                    new Visit(
                            DOMAINS.get(i % 7 % 2),
                            "/posts/%d.html".formatted(i % 5),
                            platforms.get(i % 11 % 3),
                            60 * (i % 3 - 1),
                            EVENTS.get(i % 4),
                            NOTES.get(i % 13 % 4));
            visits.add(visit);
            visits.add(visit);
        }
    }

    int count() {
        return visits.size();
    }

    /** Posts them in batches, and the seed's own body; each must be taken. */
    void post(WebSite site) throws Exception {
        for (int from = 0; from < visits.size(); from += MOST_OF_A_POST) {
            int to = Math.min(from + MOST_OF_A_POST, visits.size());
            String batch =
                    visits.subList(from, to).stream()
                            .map(Visit::body)
                            .collect(Collectors.joining(",", "[", "]"));
            HttpResponse<String> answer = site.post("/v1/web/event", batch);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        }
    }

    /** How many there are, by dimensions: their values, with spaces between. */
    SortedMap<String, Long> counts(Predicate<Visit> of, String... by) {
        var counts = new TreeMap<String, Long>();
        visits.stream()
                .filter(of)
                .forEach(visit ->
                        counts.merge(
                                Arrays.stream(by)
                                        .map(visit::dimension)
                                        .collect(Collectors.joining(" ")),
                                1L,
                                Long::sum));
        return counts;
    }

    /** Adds up counts of several spans of time, whose keys begin with an instant and a space. */
    static SortedMap<String, Long> overTime(SortedMap<String, Long> counts) {
        var sums = new TreeMap<String, Long>();
        counts.forEach(
                (key, count) -> sums.merge(key.substring(key.indexOf(' ') + 1), count, Long::sum));
        return sums;
    }

    /** The kinds of events that there are, in lower case. */
    static List<String> kinds() {
        return IntStream.range(0, EVENTS.size())
                .mapToObj(i -> EVENTS.get(i).toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }
}
