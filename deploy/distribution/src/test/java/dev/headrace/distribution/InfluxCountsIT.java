package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The third seed system's example, posted to a packaged Headrace, in {@code pf_analytics_event} of
 * a real InfluxDB: its queries in InfluxQL, and the same numbers from {@code GET /v1/query/counts}.
 */
@Tag("real-server")
class InfluxCountsIT {

    private static final Duration SOON = Duration.ofMinutes(5);
    private static final long QUARTER = 900;
    private static final String POINTS = " FROM pf_analytics_event ";

    @TempDir static Path data;

    private static final WebVisits VISITS = new WebVisits();
    private static RemoteTarget target;
    private static InfluxQuestions influx;
    private static WebSite site;
    private static CountQuestions counts;

    @BeforeAll
    static void start() throws Exception {
        target = RemoteTarget.start("influxdb", data.resolve("influxdb.log"));
        influx = InfluxQuestions.to(target);
        site =
                WebSite.start(
                        data.resolve("node"),
                        Configurations.LAKE_AND_STORE + target.configuration());
        counts = CountQuestions.aroundNow(site.headrace());
        VISITS.post(site);
        assertThat(site.post("/v1/web/event", WebSite.SEED).statusCode()).isEqualTo(204);
        await().atMost(SOON)
                .untilAsserted(() -> {
                    assertThat(influx.rows("SELECT counter" + POINTS)).hasSize(VISITS.count() + 1);
                    assertThat(sum(counts.ask("stream=web-events", "1d")))
                            .isEqualTo(VISITS.count() + 1);
                });
    }

    @AfterAll
    static void stop() throws Exception {
        if (site != null) {
            site.headrace().close();
        }
        target.close();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void theSeedsExampleIsAPointWithItsTagsAndFields() throws Exception {
        List<Map<String, String>> points =
                influx.rows("SELECT *" + POINTS + "WHERE page =~ /^\\/posts\\/blog\\//");

        assertThat(points).hasSize(1);
        assertThat(points.getFirst())
                .containsEntry("domain", "www.bentasker.co.uk")
                .containsEntry("event", "bentest")
                .containsEntry(
                        "page",
                        "/posts/blog/general/695-an-analysis-of-search-terms-used-on-bentasker-co-uk.html")
                .containsEntry("platform", "Linux")
                .containsEntry("timezone", "-60")
                .containsEntry("type", "event")
                .containsEntry("counter", "1")
                .containsEntry("note", "");
        assertThat(influx.rows("SHOW FIELD KEYS" + POINTS))
                .extracting(row -> row.get("fieldKey") + " " + row.get("fieldType"))
                .containsExactlyInAnyOrder("counter integer", "note string");
    }

    @Test
    void anEventsCountByDomainIsTheSameInBoth() throws Exception {
        SortedMap<String, Long> asked = windows("WHERE event = 'searchtermintercepted' ", "domain");

        assertThat(asked)
                .isEqualTo(
                        counts.ask(
                                "stream=web-events&event=searchtermintercepted", "15m", "domain"));
        assertThat(WebVisits.overTime(asked))
                .isEqualTo(VISITS.counts(visit -> visit.is("searchtermintercepted"), "domain"));
    }

    /** InfluxQL puts the two fields of a point into one row, as the seed's pivot does. */
    @Test
    void clicksByNoteAfterAPivotAreTheSameInBoth() throws Exception {
        var asked = new TreeMap<String, Long>();
        for (Map<String, String> row :
                influx.rows(
                        "SELECT counter, note, \"domain\""
                                + POINTS
                                + "WHERE event = '"
                                + WebVisits.CLICK
                                + "'")) {
            long second = Instant.parse(row.getOrDefault("time", "")).getEpochSecond();
            asked.merge(
                    "%s %s %s"
                            .formatted(
                                    Instant.ofEpochSecond(second - second % QUARTER),
                                    row.get("domain"),
                                    row.get("note")),
                    Long.valueOf(row.getOrDefault("counter", "")),
                    Long::sum);
        }

        assertThat(asked)
                .isEqualTo(
                        counts.ask(
                                "stream=web-events&event=" + WebVisits.CLICK,
                                "15m",
                                "domain",
                                "note"));
        assertThat(WebVisits.overTime(asked))
                .isEqualTo(VISITS.counts(visit -> visit.is(WebVisits.CLICK), "domain", "note"));
    }

    /** What the seed's task would write into its second bucket is what is kept here anyway. */
    @Test
    void theDownsampledWindowsAreTheSameInBoth() throws Exception {
        String[] kept = {"domain", "page", "platform", "timezone"};
        for (String event : WebVisits.kinds()) {
            String where = "WHERE event = '" + event + "' ";

            assertThat(windows(where, kept))
                    .as(event)
                    .isEqualTo(counts.ask("stream=web-events&event=" + event, "15m", kept));
            assertThat(spans("1d", where, kept))
                    .as(event)
                    .isEqualTo(counts.ask("stream=web-events&event=" + event, "1d", kept));
        }
    }

    private static SortedMap<String, Long> windows(String where, String... by) throws Exception {
        return spans("15m", where, by);
    }

    /** Sums of the counter, by the begin of the span and the values of tags. */
    private static SortedMap<String, Long> spans(String every, String where, String... by)
            throws Exception {
        String tags =
                Arrays.stream(by).map(tag -> ", \"" + tag + "\"").collect(Collectors.joining());
        String time = "AND time >= '%s' AND time < '%s' ".formatted(counts.from(), counts.to());
        var sums = new TreeMap<String, Long>();
        for (Map<String, String> row :
                influx.rows(
                        "SELECT sum(counter)"
                                + POINTS
                                + where
                                + time
                                + "GROUP BY time("
                                + every
                                + ")"
                                + tags
                                + " fill(none)")) {
            String key =
                    Arrays.stream(by)
                            .map(tag -> row.getOrDefault(tag, ""))
                            .collect(Collectors.joining(" ", row.get("time") + " ", ""));
            sums.put(key, Long.valueOf(row.getOrDefault("sum", "")));
        }
        return sums;
    }
}
