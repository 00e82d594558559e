package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.Credentials;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogRecord;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is answered to errors, and kept of them. */
class ErrorsDoorTest {

    private static final String REPORT =
            """
            [{"type":"csp-violation","age":2500,"url":"https://www.example.org/posts/?q=ada#x",
              "user_agent":"a browser","body":{"effectiveDirective":"script-src-elem",
              "blockedURL":"https://tracker.example/x.js?id=7","disposition":"enforce",
              "originalPolicy":"default-src 'self'","sample":"alert(1)","referrer":"https://a.example/",
              "statusCode":200,"lineNumber":10,"columnNumber":5,"sourceFile":"https://www.example.org/a.js?v=1"}}]
            """;

    @TempDir Path folder;
    private BoundNode node;
    private ErrorsDoor door;

    @BeforeEach
    void open() {
        node = new BoundNode(folder, Path.of("../../contracts/streams"));
        door = new ErrorsDoor(() -> node.pipeline, node.streams);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private static String error(String message, String more) {
        return "{\"event_id\":\"%s\",\"kind\":\"app\",\"message\":\"%s\",\"timestamp\":\"2026-11-22T09:59:00Z\"%s}"
                .formatted(UUID.randomUUID(), message, more);
    }

    private static String top(String file) {
        return ",\"type\":\"TypeError\",\"stack\":[{\"function\":\"lib\",\"file\":\"lib.js\"},"
                + "{\"function\":\"render\",\"file\":\"%s\",\"line\":%d,\"in_app\":true}]"
                        .formatted(file, file.length());
    }

    private Answer post(Credentials who, String body) {
        return door.take(node.request("errors", who, body));
    }

    private Answer report(String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return door.take(
                node.request("browser-reports", PipelineFixture.nobody(), body)
                        .with(type, new ByteArrayInputStream(bytes)));
    }

    private Credentials session(String organisation) {
        return node.session("42", organisation, BoundNode.SESSION);
    }

    private List<LogRecord> records() {
        return node.frames().stream().map(LogFrame::records).flatMap(List::stream).toList();
    }

    private List<JsonNode> stored() {
        return records().stream()
                .map(record -> StandardCharsets.UTF_8.decode(record.json().duplicate()).toString())
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    private static JsonNode json(Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    @Test
    void keepsAnErrorOfTheSessionsOrganisationWithItsFingerprint() {
        Answer answer = post(session("7"), error("broken", ",\"device\":{\"type\":\"mobile\"}"));

        assertThat(answer.status()).isEqualTo(202);
        LogFrame frame = node.frames().getFirst();
        assertThat(frame.principal().organisation()).contains("7");
        assertThat(frame.principal().name()).startsWith("h1:");
        assertThat(stored().getFirst().path("fingerprint_id").asString()).matches("[0-9a-f]{32}");
        assertThat(stored().getFirst().path("weight").asInt()).isOne();
        assertThat(stored().getFirst().at("/device/type").asString()).isEqualTo("mobile");
    }

    @Test
    void takesQueriesAndWhatIsPersonalOutOfTexts() {
        post(
                session("7"),
                error(
                        "GET https://api.example/plans?token=secret#x failed (http://b.example/?q=1) for ada@mail.example",
                        ",\"page\":\"/exercises/7?name=ada\",\"network\":{\"url_path\":\"/plans?x=1\"},"
                                + "\"stack\":[{\"file\":\"https://cdn.example/a.js?v=1:10\"}]"));

        JsonNode kept = stored().getFirst();
        assertThat(kept.path("message").asString())
                .isEqualTo("GET https://api.example/plans failed (http://b.example/) for (e-mail)");
        assertThat(kept.path("page").asString()).isEqualTo("/exercises/7");
        assertThat(kept.at("/network/url_path").asString()).isEqualTo("/plans");
        assertThat(kept.at("/stack/0/file").asString()).isEqualTo("https://cdn.example/a.js");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "same    | message of 17    | message of 4                   | ~~ | ~~",
                "other   | one message      | another message                | ~~ | ~~",
                "same    | one message      | another message                | a.js | a.js",
                "same    | one              | one                            | a.js | a.js?v=2",
                "other   | one              | one                            | a.js | b.js",
            })
    void errorsOfOneCauseHaveOneFingerprint(
            String expected, String first, String second, String file, String otherFile) {
        post(session("7"), error(first, file.isEmpty() ? "" : top(file)));
        post(session("7"), error(second, otherFile.isEmpty() ? "" : top(otherFile)));

        List<String> fingerprints =
                stored().stream().map(one -> one.path("fingerprint_id").asString()).toList();
        assertThat(fingerprints.getFirst().equals(fingerprints.getLast()))
                .isEqualTo(expected.equals("same"));
    }

    @Test
    void theClientsOwnFingerprintGoesFirst() {
        post(session("7"), error("one", ",\"fingerprint\":[\"player\",\"seek\"]"));
        post(session("7"), error("two", top("a.js") + ",\"fingerprint\":[\"player\",\"seek\"]"));
        post(session("7"), error("one", ",\"fingerprint\":[\"playerseek\"]"));

        assertThat(stored().stream().map(one -> one.path("fingerprint_id").asString()).distinct())
                .hasSize(2);
    }

    @Test
    void samplesAfterTheFirstHundredOfACauseAndEachOrganisationByItself() {
        for (int batch = 0; batch < 6; batch++) {
            String events =
                    IntStream.range(0, 20)
                            .mapToObj(i -> error("broken", ""))
                            .collect(Collectors.joining(",", "[", "]"));
            // a session may send 20 a minute; what is proved here is the rule
            post(node.session("4" + batch, "7", new UUID(1, batch).toString()), events);
        }

        assertThat(stored()).hasSize(102);
        assertThat(stored().stream().mapToInt(one -> one.path("weight").asInt()).sum())
                .isEqualTo(120);
        Answer other = post(session("9"), error("broken", ""));
        assertThat(json(other).path("accepted").asInt()).isOne();
        Answer sampled = post(session("7"), error("broken", ""));
        assertThat(sampled.status()).isEqualTo(202);
        assertThat(json(sampled).at("/suppressed/0/reason").asString()).isEqualTo("sampled");
    }

    @Test
    void asksForASessionAndForItsOwnEvents() {
        String foreign = ",\"session_id\":\"00000000-0000-0000-0000-000000000001\"";

        assertThat(post(PipelineFixture.nobody(), error("x", "")).status()).isEqualTo(401);
        assertThat(post(BoundNode.service("one"), error("x", "")).status()).isEqualTo(403);
        assertThat(post(session("7"), error("x", foreign)).status()).isEqualTo(403);
        assertThat(post(session("7"), error("x", ",\"organization_id\":9")).status())
                .isEqualTo(422);
        assertThat(node.frames()).isEmpty();
    }

    @Test
    void keepsOfABrowsersReportWhatIsKnownAndDatesItByItsAge() {
        Answer answer = report("application/reports+json", REPORT);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.body()).isEmpty();
        JsonNode kept = stored().getFirst();
        assertThat(kept.path("url").asString()).isEqualTo("https://www.example.org/posts/");
        assertThat(kept.path("body").toString())
                .isEqualTo(
                        "{\"directive\":\"script-src-elem\",\"blocked\":\"https://tracker.example/x.js\","
                                + "\"disposition\":\"enforce\",\"status\":200,\"line\":10,\"column\":5,"
                                + "\"source_file\":\"https://www.example.org/a.js\"}");
        assertThat(kept.toString()).doesNotContain("a browser").doesNotContain("alert");
        assertThat(records().getFirst().occurredAt())
                .isEqualTo(BoundNode.NOW.minus(Duration.ofMillis(2500)));
        assertThat(node.frames().getFirst().principal().name()).isEqualTo("anonymous");
    }

    @Test
    void readsTheOlderFormOfAPolicysReport() {
        Answer answer =
                report(
                        "application/csp-report; charset=utf-8",
                        """
                        {"csp-report":{"document-uri":"https://www.example.org/a?b","referrer":"",
                         "violated-directive":"img-src","effective-directive":"img-src",
                         "original-policy":"img-src 'self'","disposition":"report",
                         "blocked-uri":"inline","line-number":3,"status-code":0}}
                        """);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(stored().getFirst().path("type").asString()).isEqualTo("csp-violation");
        assertThat(stored().getFirst().path("url").asString())
                .isEqualTo("https://www.example.org/a");
        assertThat(stored().getFirst().path("body").toString())
                .isEqualTo(
                        "{\"directive\":\"img-src\",\"disposition\":\"report\",\"blocked\":\"inline\",\"line\":3,\"status\":0}");
    }

    @Test
    void keepsFailuresOfTheNetwork() {
        report(
                "application/reports+json",
                """
                [{"type":"network-error","age":0,"url":"https://www.example.org/","body":{
                  "sampling_fraction":0.5,"server_ip":"192.0.2.1","protocol":"h2","method":"GET",
                  "status_code":0,"elapsed_time":143,"phase":"connection","type":"tcp.timed_out"}},
                 {"type":"crash","age":1,"url":"https://www.example.org/","body":{"reason":"oom"}},
                 {"age":1}]
                """);

        assertThat(stored()).hasSize(2);
        assertThat(stored().getFirst().at("/body/error").asString()).isEqualTo("tcp.timed_out");
        assertThat(stored().getFirst().toString()).doesNotContain("192.0.2.1");
        assertThat(stored().getLast().at("/body/reason").asString()).isEqualTo("oom");
    }

    /** The cause of a report is its type, its page's kind of failure, and not its age. */
    @Test
    void reportsOfOneCauseHaveOneFingerprint() {
        report("application/reports+json", REPORT);
        report("application/reports+json", REPORT.replace("2500", "1"));
        report("application/reports+json", REPORT.replace("script-src-elem", "img-src"));

        assertThat(stored().stream().map(one -> one.path("fingerprint_id").asString()).distinct())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "application/reports+json | ~~              | 400",
                "application/reports+json | {}              | 400",
                "application/reports+json | [{}             | 400",
                "application/reports+json | [] []           | 400",
                "application/reports+json | []              | 204",
                "application/reports+json | [1]             | 422",
                "application/reports+json | [{\"type\":\"crash\",\"type\":\"x\"}] | 400",
                "application/csp-report   | []              | 400",
                "application/csp-report   | {\"csp-report\":[]} | 400",
                "application/csp-report   | {\"csp-report\":{}} | 422",
                "application/xml          | <a/>            | 415",
            })
    void saysWhatIsWrongWithABody(String type, String body, int status) {
        assertThat(report(type, body).status()).isEqualTo(status);
        assertThat(node.frames()).isEmpty();
    }

    @Test
    void takesNoMoreReportsThanTheStreamAllows() {
        String body =
                IntStream.range(0, 101)
                        .mapToObj(i -> "{\"type\":\"crash\",\"url\":\"https://a.example/\"}")
                        .collect(Collectors.joining(",", "[", "]"));

        assertThat(report("application/reports+json", body).status()).isEqualTo(413);
    }
}
