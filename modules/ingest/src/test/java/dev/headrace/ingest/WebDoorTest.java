package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Credentials;
import dev.headrace.event.Signal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the doors for browsers answer. */
class WebDoorTest {

    private static final String EVENT =
            "{\"domain\":\"www.example.org\",\"page\":\"/\",\"timezone\":0,\"platform\":\"\",\"event\":\"bentest\"}";

    @TempDir Path folder;
    private WebNode web;

    @BeforeEach
    void open() {
        web = new WebNode(folder);
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void namesEveryFieldThatBreaksTheContractAndNoValue() {
        Answer answer =
                web.post(
                        "web-events",
                        "[{\"domain\":\"a secret\"}," + EVENT.replace("0", "9e9") + "]");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(text(answer))
                .contains("\"code\":\"broken-contract\"")
                .contains("\"index\":0")
                .contains("\"index\":1,\"field\":\"/timezone\",\"keyword\":\"maximum\"")
                .doesNotContain("a secret");
    }

    @Test
    void takesTheRestOfABatch() {
        Answer answer = web.post("web-events", "[" + EVENT + ",{},{\"domain\":1}]");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(text(answer)).startsWith("{\"taken\":1,\"errors\":[{\"index\":1,");
        assertThat(web.stored("web-events")).hasSize(1);
    }

    /** Otherwise the number would tell whether a site is allowed here. */
    @Test
    void countsAForeignOrSuppressedEventOfABatchAmongTheTaken() {
        String foreign = EVENT.replace("www.", "mirror.");
        String madeUp = EVENT.replace("bentest", "madeup");

        Answer answer = web.post("web-events", "[{}," + foreign + "," + madeUp + "]");

        assertThat(text(answer)).startsWith("{\"taken\":2,");
    }

    @Test
    void refusesWhatIsTooLong() {
        String note = "\"note\":\"" + "x".repeat(9_000) + "\",\"event\"";
        String many =
                IntStream.range(0, 51)
                        .mapToObj(i -> EVENT)
                        .collect(Collectors.joining(",", "[", "]"));

        assertThat(web.post("web-events", EVENT.replace("\"event\"", note)).status())
                .isEqualTo(413);
        assertThat(web.post("web-events", many).status()).isEqualTo(413);
        assertThat(web.post("web-events", "[" + " ".repeat(65_536) + "]").status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "no json", "{\"a\":1,\"a\":2}"})
    void refusesWhatIsNoJson(String body) {
        assertThat(web.post("web-events", body).status()).isEqualTo(400);
    }

    @Test
    void neverLooksAtCredentials() {
        IngestRequest plain = web.request("web-events", EVENT, Map.of());
        var withBadOnes =
                new IngestRequest(
                        plain.stream(),
                        plain.listener(),
                        plain.schemaVersion(),
                        new Credentials(
                                Optional.of("x"),
                                Optional.of("y"),
                                Optional.of("z"),
                                List.of("a=b"),
                                Optional.of("Bearer x"),
                                "/"),
                        plain.origin(),
                        plain.contentType(),
                        plain.contentEncoding(),
                        plain.contentLength(),
                        plain.traceparent(),
                        plain.idempotencyKey(),
                        plain.signals(),
                        plain.sender(),
                        plain.body());

        assertThat(web.door.take(withBadOnes).status()).isEqualTo(204);
        assertThat(web.stored("web-events")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://www.example.org/posts/?q=1#x | web-pixels | {\"domain\":\"www.example.org\",\"page\":\"/posts/\"}",
                "https://www.example.org | web-pixels | {\"domain\":\"www.example.org\",\"page\":\"/\"}",
                "http://WWW.example.org:80/u/7 | web-pixels | {\"domain\":\"www.example.org\",\"page\":\"/u/:id\"}",
                "https://mirror.example/x | web-unauthorised | {\"domain\":\"mirror.example\",\"kind\":\"pixel\"}",
            })
    void thePixelCountsThePageThatShowsIt(String referrer, String stream, String stored) {
        Answer answer = pixel(Map.of("Referer", referrer));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(web.stored(stream)).containsExactly(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "about:blank",
                "https://",
                "https://[::1]/x",
                "https://a b/",
                "ftp://www.example.org/"
            })
    void thePixelIsAnImageAlsoWhenNothingIsCounted(String referrer) {
        Answer answer = pixel(Map.of("Referer", referrer));

        assertThat(answer.type()).isEqualTo("image/gif");
        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1)).startsWith("GIF89a");
        assertThat(answer.headers())
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("Cross-Origin-Resource-Policy", "cross-origin");
        assertThat(web.node.frames()).isEmpty();
    }

    @Test
    void thePixelCountsNobodyWhoSaysNo() {
        Answer answer =
                web.pixel.count(
                        web.request(
                                "web-pixels",
                                "",
                                Map.of("Referer", "https://www.example.org/"),
                                Signal.GPC));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(web.node.frames()).isEmpty();
    }

    /** Foreign, skipped and allowed sites alike: the refusal tells nothing of them. */
    @Test
    void anAddressThatSendsTooMuchIsRefusedAlikeForEverySite() {
        for (int i = 0; i < 600; i++) {
            assertThat(web.post("web-events", "{}").status()).isEqualTo(422);
        }

        List<Answer> refused =
                Stream.of("www.example.org", "mirror.example", "skipped.example")
                        .map(site -> web.post("web-events", EVENT.replace("www.example.org", site)))
                        .toList();

        assertThat(refused)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(429);
                    assertThat(answer.type()).isEqualTo("application/problem+json");
                    assertThat(text(answer)).isEqualTo(text(refused.getFirst()));
                    assertThat(answer.headers())
                            .containsEntry("Retry-After", "1")
                            .containsEntry(
                                    "RateLimit-Policy", "\"address\";q=600;qu=\"requests\";w=60");
                });
        assertThat(web.node.frames()).isEmpty();
        assertThat(web.post("web-pageviews", "{}").status()).isEqualTo(422);
    }

    @Test
    void thePixelIsAnImageAlsoWhenAnAddressSendsTooMuch() {
        IngestRequest declined =
                web.request(
                        "web-pixels",
                        "",
                        Map.of("Referer", "https://www.example.org/"),
                        Signal.GPC);
        for (int i = 0; i < 600; i++) {
            assertThat(web.pixel.count(declined).status()).isEqualTo(200);
        }

        Answer answer = pixel(Map.of("Referer", "https://www.example.org/"));

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.type()).isEqualTo("image/gif");
        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1)).startsWith("GIF89a");
        assertThat(answer.headers())
                .containsEntry("Retry-After", "1")
                .containsEntry("Cache-Control", "no-store");
        assertThat(web.node.frames()).isEmpty();
    }

    private Answer pixel(Map<String, String> headers) {
        return web.pixel.count(web.request("web-pixels", "", headers));
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }
}
