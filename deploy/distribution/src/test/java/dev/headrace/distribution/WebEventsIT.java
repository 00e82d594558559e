package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doors of the third seed system, from outside: each row of what they answer and keep. */
class WebEventsIT {

    @TempDir static Path data;

    private static WebSite site;

    @BeforeAll
    static void start() {
        site = WebSite.start(data);
    }

    @AfterAll
    static void stop() {
        site.headrace().close();
    }

    /** What came later is in the lake, so that what is not there will not come. */
    private static void awaitLater() throws Exception {
        String page = WebSite.page();
        assertThat(site.post("/v1/web/event", WebSite.event(page, "bentest")).statusCode())
                .isEqualTo(204);
        site.awaitOne("/event/page", page);
    }

    @Test
    void theDocumentedBodyIsTakenAndNothingOfTheVisitorIsKept() throws Exception {
        HttpResponse<String> answer =
                site.post(
                        WebSite.SEED,
                        "traceparent",
                        "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        JsonNode line =
                site.awaitOne(
                        "/event/page",
                        "/posts/blog/general/695-an-analysis-of-search-terms-used-on-bentasker-co-uk.html");
        assertThat(line.path("stream").asString()).isEqualTo("web-events");
        assertThat(line.path("event").toString())
                .isEqualTo(
                        "{\"domain\":\"www.bentasker.co.uk\",\"page\":\"/posts/blog/general/695-an-analysis-of-search-terms-used-on-bentasker-co-uk.html\","
                                + "\"platform\":\"Linux\",\"timezone\":-60,\"event\":\"bentest\"}");
        assertThat(line.toString()).doesNotContain("127.0.0.1").doesNotContain("a".repeat(32));
        assertThat(everyByteOnDisk()).doesNotContain(WebSite.CANARY).doesNotContain("127.0.0.1");
        assertThat(site.headrace().log()).doesNotContain(WebSite.CANARY);
    }

    private static String everyByteOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("test."))
                    .map(WebEventsIT::text)
                    .collect(Collectors.joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eventsAreLowerCasedBeforeTheListIsAsked() throws Exception {
        String page = WebSite.page();

        assertThat(
                        site.post("/v1/web/event", WebSite.event(page, "searchTermIntercepted"))
                                .statusCode())
                .isEqualTo(204);

        JsonNode line = site.awaitOne("/event/page", page);
        assertThat(line.at("/event/event").asString()).isEqualTo("searchtermintercepted");
        assertThat(line.at("/event/note").isMissingNode()).isTrue();
    }

    @Test
    void aNoteIsKeptOfTheEventThatMayHaveOneWithoutWhatIsPersonal() throws Exception {
        String page = WebSite.page();
        String other = WebSite.page();
        site.post(
                "/v1/web/event",
                WebSite.event(page, "socialclick")
                        .replace("\"note\":\"\"", "\"note\":\"ada@mail.example on mastodon\""));
        site.post(
                "/v1/web/event",
                WebSite.event(other, "bentest2")
                        .replace("\"note\":\"\"", "\"note\":\"this will be recorded\""));

        assertThat(site.awaitOne("/event/page", page).at("/event/note").asString())
                .isEqualTo("(e-mail) on mastodon");
        assertThat(site.awaitOne("/event/page", other).at("/event/note").isMissingNode()).isTrue();
    }

    @Test
    void aSessionIsKeptOfTheSiteThatMayHaveOne() throws Exception {
        String page = WebSite.page();
        String other = WebSite.page();
        site.post(
                "/v1/web/event",
                WebSite.event(page, "bentest").replace("www.bentasker.co.uk", "example.onion"));
        site.post("/v1/web/event", WebSite.event(other, "bentest"));

        assertThat(site.awaitOne("/event/page", page).at("/event/sess_id").asString())
                .isEqualTo("07ab-8022");
        assertThat(site.awaitOne("/event/page", other).at("/event/sess_id").isMissingNode())
                .isTrue();
    }

    @Test
    void aForeignSiteGetsTheSameAnswerAndIsPutAside() throws Exception {
        String domain = UUID.randomUUID() + ".example";
        HttpResponse<String> kept =
                site.post("/v1/web/event", WebSite.event(WebSite.page(), "bentest"));

        HttpResponse<String> foreign =
                site.post(
                        "/v1/web/event",
                        WebSite.event(WebSite.page(), "bentest")
                                .replace("www.bentasker.co.uk", domain));

        assertThat(foreign.statusCode()).isEqualTo(kept.statusCode());
        assertThat(foreign.body()).isEqualTo(kept.body());
        assertThat(foreign.headers().map().keySet()).isEqualTo(kept.headers().map().keySet());
        JsonNode line = site.awaitOne("/event/domain", domain);
        assertThat(line.path("stream").asString()).isEqualTo("web-unauthorised");
        assertThat(line.path("event").toString())
                .isEqualTo(
                        "{\"domain\":\"" + domain + "\",\"kind\":\"event\",\"event\":\"bentest\"}");
    }

    @Test
    void theCanonicalPathKnowsTheSameRulesAndTellsNoMore() throws Exception {
        String domain = UUID.randomUUID() + ".example";
        String path = "/v1/streams/web-events/events";

        HttpResponse<String> kept = site.post(path, WebSite.event(WebSite.page(), "bentest"));
        HttpResponse<String> foreign =
                site.post(
                        path,
                        WebSite.event(WebSite.page(), "bentest")
                                .replace("www.bentasker.co.uk", domain));

        assertThat(foreign.statusCode()).isEqualTo(kept.statusCode()).isEqualTo(202);
        assertThat(withoutId(foreign)).isEqualTo(withoutId(kept)).contains("\"accepted\":1");
        assertThat(receipt(foreign)).isEqualTo(receipt(kept));
        assertThat(site.awaitOne("/event/domain", domain).path("stream").asString())
                .isEqualTo("web-unauthorised");
        assertThat(
                        HeadraceProcess.get(site.headrace().url("/v1/streams/web-unauthorised"))
                                .statusCode())
                .isEqualTo(404);
        assertThat(site.post("/v1/streams/web-unauthorised/events", "{}").statusCode())
                .isEqualTo(404);
    }

    private static String withoutId(HttpResponse<String> answer) {
        return answer.body().replaceAll("\"receipt\":\"[^\"]*\"", "");
    }

    /** What anybody may ask of a receipt, but for its id. */
    private static String receipt(HttpResponse<String> answer) throws Exception {
        String id = JsonMapper.shared().readTree(answer.body()).path("receipt").asString();
        HttpResponse<String> state = HeadraceProcess.get(site.headrace().url("/v1/receipts/" + id));
        return state.statusCode() + state.body().replace(id, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sec-GPC", "DNT"})
    void whoeverSaysNoIsNotStored(String signal) throws Exception {
        String page = WebSite.page();

        HttpResponse<String> answer = site.post(WebSite.event(page, "bentest"), signal, "1");

        assertThat(answer.statusCode()).isEqualTo(204);
        awaitLater();
        assertThat(site.inLake("/event/page", page)).isEmpty();
    }

    @Test
    void aSkippedSiteAndAnEventThatIsNotPermittedAreNotStored() throws Exception {
        String page = WebSite.page();

        HttpResponse<String> skipped =
                site.post(
                        "/v1/web/event",
                        WebSite.event(page, "bentest")
                                .replace("www.bentasker.co.uk", "skipped.example"));
        HttpResponse<String> madeUp = site.post("/v1/web/event", WebSite.event(page, "madeup"));

        assertThat(List.of(skipped, madeUp))
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(204);
                    assertThat(answer.body()).isEmpty();
                });
        awaitLater();
        assertThat(site.inLake("/event/page", page)).isEmpty();
        assertThat(site.inLake("/event/domain", "skipped.example")).isEmpty();
    }

    @Test
    void aBatchIsTakenAndWhatIsWrongInItNamed() throws Exception {
        String page = WebSite.page();

        HttpResponse<String> answer =
                site.post(
                        "/v1/web/event", "[" + WebSite.event(page, "bentest") + ",{\"domain\":1}]");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).startsWith("{\"taken\":1,\"errors\":[{\"index\":1,");
        site.awaitOne("/event/page", page);
    }

    @Test
    void aPageViewHasASchemaOfItsOwn() throws Exception {
        String page = WebSite.page();
        String view =
                "{\"domain\":\"www.bentasker.co.uk\",\"page\":\"%s\",\"timezone\":330,\"platform\":\"Win32\",\"referrer\":\"https://search.example/?q=ada\",\"load_ms\":812,\"viewed\":3,\"sess_id\":\"1\"}"
                        .formatted(page);

        assertThat(site.post("/v1/web/pageview", view).statusCode()).isEqualTo(204);
        assertThat(site.post("/v1/web/pageview", WebSite.event(page, "bentest")).statusCode())
                .isEqualTo(422);

        JsonNode line = site.awaitOne("/event/page", page);
        assertThat(line.path("stream").asString()).isEqualTo("web-pageviews");
        assertThat(line.path("event").toString())
                .isEqualTo(
                        "{\"domain\":\"www.bentasker.co.uk\",\"page\":\"%s\",\"referrer\":\"search.example\",\"platform\":\"Windows\",\"timezone\":360,\"load_ms\":812,\"viewed\":3}"
                                .formatted(page));
    }

    /** Two visitors who do the same in the same millisecond are two rows, with no tag between. */
    @Test
    void equalEventsAreCountedEachThoughNothingTellsThemApart() throws Exception {
        String page = WebSite.page();
        String one = WebSite.event(page, "bentest");

        site.post("/v1/web/event", "[" + String.join(",", one, one, one, one, one) + "]");

        await().atMost(Duration.ofSeconds(120))
                .until(() -> site.inLake("/event/page", page).size() == 5);
        assertThat(
                        site.inLake("/event/page", page).stream()
                                .map(line -> line.path("event"))
                                .distinct())
                .hasSize(1);
        URI metrics = site.headrace().internal("/metrics");
        assertThat(HeadraceProcess.get(metrics).body()).doesNotContain(page);
    }
}
