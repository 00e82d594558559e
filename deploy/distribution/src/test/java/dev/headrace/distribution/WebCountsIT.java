package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every question that the third seed system asks of its events, and its tasks that sum them up,
 * answered by {@code GET /v1/query/counts}.
 */
class WebCountsIT {

    private static final Duration SOON = Duration.ofSeconds(180);
    private static final String EVENTS = "stream=web-events&event=";

    /** What the downsampled bucket keeps. */
    private static final String[] KEPT = {"domain", "page", "platform", "timezone"};

    private static final String[] KEPT_OF_CLICKS = {
        "domain", "page", "platform", "timezone", "note"
    };

    @TempDir static Path data;

    private static final WebVisits VISITS = new WebVisits();
    private static WebSite site;
    private static CountQuestions counts;

    @BeforeAll
    static void start() throws Exception {
        site = WebSite.start(data, Configurations.LAKE_AND_STORE);
        counts = CountQuestions.aroundNow(site.headrace());
        VISITS.post(site);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(total(counts.ask("stream=web-events", "1d")))
                                .isGreaterThanOrEqualTo(VISITS.count()));
    }

    @AfterAll
    static void stop() {
        site.headrace().close();
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The first of the two queries: a filter, a group by domain, a sum of each window. */
    @Test
    void countsAnEventByDomain() throws Exception {
        SortedMap<String, Long> asked =
                counts.ask(EVENTS + "searchtermintercepted", "15m", "domain");

        assertThat(WebVisits.overTime(asked))
                .isEqualTo(VISITS.counts(visit -> visit.is("searchtermintercepted"), "domain"));
    }

    /** The second: counter and note pivoted into a row, a group by domain and note. */
    @Test
    void countsClicksByTheNoteThatNamesTheButton() throws Exception {
        SortedMap<String, Long> asked =
                counts.ask(EVENTS + WebVisits.CLICK, "15m", "domain", "note");

        assertThat(WebVisits.overTime(asked))
                .isEqualTo(VISITS.counts(visit -> visit.is(WebVisits.CLICK), "domain", "note"));
    }

    /** The first task: windows of 15 minutes of each event that is no click, without its note. */
    @ParameterizedTest
    @ValueSource(strings = {"searchtermintercepted", "bentest"})
    void keepsWindowsOfAQuarterOfAnHourOfPlainEvents(String event) throws Exception {
        SortedMap<String, Long> asked = counts.ask(EVENTS + event, "15m", KEPT);

        assertThat(WebVisits.overTime(asked))
                .isEqualTo(VISITS.counts(visit -> visit.is(event), KEPT));
        assertThat(asked.keySet()).allSatisfy(WebCountsIT::beginsAQuarter);
    }

    /** The second task: windows of clicks, with the note as a dimension. */
    @Test
    void keepsWindowsOfClicksWithTheirNotes() throws Exception {
        SortedMap<String, Long> asked = counts.ask(EVENTS + WebVisits.CLICK, "15m", KEPT_OF_CLICKS);

        assertThat(WebVisits.overTime(asked))
                .isEqualTo(VISITS.counts(visit -> visit.is(WebVisits.CLICK), KEPT_OF_CLICKS));
        assertThat(asked.keySet()).allSatisfy(WebCountsIT::beginsAQuarter);
    }

    private static void beginsAQuarter(String row) {
        Instant at = Instant.parse(row.substring(0, row.indexOf(' ')));
        assertThat(at.getEpochSecond() % 900).isZero();
    }

    @Test
    void theCountsOfADayAreTheSumsOfItsQuarters() throws Exception {
        for (String event : WebVisits.kinds()) {
            SortedMap<String, Long> days = counts.ask(EVENTS + event, "1d", KEPT_OF_CLICKS);

            assertThat(WebVisits.overTime(days))
                    .isEqualTo(
                            WebVisits.overTime(counts.ask(EVENTS + event, "15m", KEPT_OF_CLICKS)))
                    .isEqualTo(VISITS.counts(visit -> visit.is(event), KEPT_OF_CLICKS));
            assertThat(days.keySet()).allMatch(row -> row.contains("T00:00:00Z "));
        }
    }

    /** Whatever is refused, suppressed, skipped or put aside is in no count. */
    @Test
    void nothingElseIsCounted() throws Exception {
        String page = WebSite.page();
        site.post(WebSite.event(page, "bentest"), "DNT", "1");
        site.post("/v1/web/event", WebSite.event(page, "madeup"));
        for (String domain : new String[] {"skipped.example", "foreign.example"}) {
            site.post(
                    "/v1/web/event",
                    WebSite.event(page, "bentest").replace("www.bentasker.co.uk", domain));
        }
        String later = WebSite.page();
        site.post("/v1/web/event", WebSite.event(later, "bentest2"));

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        WebVisits.overTime(
                                                counts.ask(
                                                        EVENTS + "bentest2",
                                                        "15m",
                                                        "domain",
                                                        "page")))
                                .isEqualTo(Map.of("www.bentasker.co.uk " + later, 1L)));
        assertThat(WebVisits.overTime(counts.ask("stream=web-events", "15m", "page")))
                .doesNotContainKey(page);
        assertThat(WebVisits.overTime(counts.ask("stream=web-events", "15m", "domain")))
                .containsOnlyKeys("www.bentasker.co.uk", "example.onion");
        assertThat(counts.ask(EVENTS + "madeup", "15m")).isEmpty();
    }

    @Test
    void pageViewsAndPixelsAreCountedInTheSameWay() throws Exception {
        String page = WebSite.page();
        String view =
                """
                {"domain":"www.bentasker.co.uk","page":"%s","timezone":0,"platform":"Win32",
                 "referrer":"https://search.example/?q=ada","load_ms":812,"viewed":3}
                """
                        .formatted(page);
        assertThat(site.post("/v1/web/pageview", "[" + view + "," + view + "]").statusCode())
                .isEqualTo(204);
        HttpRequest pixel =
                HttpRequest.newBuilder(site.headrace().url("/count.gif"))
                        .header("Referer", WebSite.ORIGIN + page)
                        .build();
        assertThat(HeadraceProcess.send(pixel).statusCode()).isEqualTo(200);

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        WebVisits.overTime(
                                                counts.ask(
                                                        "stream=web-pageviews",
                                                        "15m",
                                                        "page",
                                                        "referrer")))
                                .isEqualTo(Map.of(page + " search.example", 2L)));
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        WebVisits.overTime(
                                                counts.ask(
                                                        "stream=web-pixels",
                                                        "1d",
                                                        "domain",
                                                        "page")))
                                .isEqualTo(Map.of("www.bentasker.co.uk " + page, 1L)));
    }
}
