package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Errors of applications and browsers, from outside: what is answered, and what is kept. */
class ErrorsIT {

    private static final String PATH = "/v1/errors/report";
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir static Path data;

    private static HeadraceProcess headrace;
    private static Sessions sessions;

    @BeforeAll
    static void start() {
        headrace =
                HeadraceProcess.start(
                        data,
                        Configurations.LAKE.replace(
                                "  sinks:\n", "  web: { domains: [www.example.org] }\n  sinks:\n"),
                        Map.of());
        sessions = new Sessions(headrace, PATH);
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    private static String error(String kind, String message, String more) {
        return "{\"event_id\":\"%s\",\"kind\":\"%s\",\"message\":\"%s\",\"timestamp\":\"%s\"%s}"
                .formatted(UUID.randomUUID(), kind, message, Instant.now(), more);
    }

    private static HttpResponse<String> report(String type, String body) throws Exception {
        return HeadraceProcess.send(
                HttpRequest.newBuilder(headrace.url(PATH))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", type)
                        .header("User-Agent", "canary-of-a-browser")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<JsonNode> inLake(String pointer, String value) {
        try {
            return HeadraceProcess.lake(data.resolve("lake")).stream()
                    .filter(line -> line.at(pointer).asString("").equals(value))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode awaitOne(String pointer, String value) {
        return await().atMost(SOON)
                .until(() -> inLake(pointer, value), found -> found.size() == 1)
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "app     | ,\"type\":\"TypeError\",\"stack\":[{\"function\":\"render\",\"file\":\"a.js\",\"line\":3,\"in_app\":true}]",
                "video   | ,\"media\":{\"media_id\":\"ex-7\",\"code\":\"MEDIA_ERR_DECODE\",\"position_seconds\":1.5}",
                "network | ,\"network\":{\"method\":\"GET\",\"url_path\":\"/plans?x=1\",\"status\":503,\"phase\":\"application\"}",
            })
    void takesEachKindWithItsDeviceForTheSessionsOrganisation(String kind, String more)
            throws Exception {
        String message = kind + " is broken";
        String device = ",\"device\":{\"type\":\"mobile\",\"os\":\"Android 16\"}";

        HttpResponse<String> answer = sessions.post("7", error(kind, message, more + device));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(json(answer).path("accepted").asInt()).isOne();
        JsonNode line = awaitOne("/event/message", message);
        assertThat(line.path("stream").asString()).isEqualTo("errors");
        assertThat(line.path("organisation").asString()).isEqualTo("7");
        assertThat(line.at("/principal/name").asString()).startsWith("h1:");
        assertThat(line.at("/event/device/type").asString()).isEqualTo("mobile");
        assertThat(line.at("/event/fingerprint_id").asString()).matches("[0-9a-f]{32}");
        assertThat(line.at("/event/weight").asInt()).isOne();
        assertThat(line.toString()).doesNotContain("x=1");
    }

    @Test
    void keepsAHundredOfOneCauseAndOfTheRestEveryTenth() throws Exception {
        String message = "the same for everybody";
        for (int batch = 0; batch < 6; batch++) {
            String body =
                    IntStream.range(0, 20)
                            .mapToObj(i -> error("app", message, ""))
                            .collect(Collectors.joining(",", "[", "]"));
            HttpResponse<String> answer = sessions.post("8", body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
            assertThat(
                            json(answer).path("accepted").asInt()
                                    + json(answer).path("suppressed").size())
                    .isEqualTo(20);
        }
        sessions.post("8", error("app", "the last", ",\"type\":\"TheLast\""));
        awaitOne("/event/type", "TheLast");

        List<JsonNode> kept = inLake("/event/message", message);
        // the hour may change while this runs: then the second hour has a hundred of its own
        assertThat(kept).hasSizeBetween(102, 120);
        assertThat(kept.stream().map(line -> line.at("/event/fingerprint_id")).distinct())
                .hasSize(1);
        assertThat(headrace.takenAccounts()).isZero();
    }

    @Test
    void asksForATokenAndBelievesItMoreThanTheBody() throws Exception {
        String other = ",\"session_id\":\"%s\"".formatted(UUID.randomUUID());

        assertThat(report("application/json", error("app", "x", "")).statusCode()).isEqualTo(401);
        assertThat(sessions.post("7", error("app", "x", other)).statusCode()).isEqualTo(403);
        assertThat(sessions.post("7", error("app", "x", ",\"organization_id\":9")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void aSessionMaySendTwentyAMinute() throws Exception {
        String token = sessions.token("42", "7", UUID.randomUUID());
        String body =
                IntStream.range(0, 20)
                        .mapToObj(i -> error("app", "many", ""))
                        .collect(Collectors.joining(",", "[", "]"));

        HttpResponse<String> first = HeadraceProcess.send(sessions.request(token, body).build());
        HttpResponse<String> second = HeadraceProcess.send(sessions.request(token, body).build());

        assertThat(first.statusCode()).as(first.body()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void takesWhatTheReportingApiSends() throws Exception {
        String id = UUID.randomUUID().toString();
        Instant before = Instant.now();

        HttpResponse<String> answer =
                report(
                        "application/reports+json",
                        """
                        [{"type":"deprecation","age":60000,"url":"https://www.example.org/a?b=c",
                          "user_agent":"canary-of-a-browser","body":{"id":"%s","message":"ask ada@mail.example"}}]
                        """
                                .formatted(id));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        JsonNode line = awaitOne("/event/body/id", id);
        assertThat(line.path("stream").asString()).isEqualTo("browser-reports");
        assertThat(line.at("/event/url").asString()).isEqualTo("https://www.example.org/a");
        assertThat(line.at("/event/body/message").asString()).isEqualTo("ask (e-mail)");
        assertThat(Instant.parse(line.path("occurredAt").asString()))
                .isBetween(before.minusSeconds(61), Instant.now().minusSeconds(59));
        assertThat(line.toString()).doesNotContain("canary").doesNotContain("127.0.0.1");
    }

    @Test
    void takesAReportOfAPolicyInItsOlderForm() throws Exception {
        String page = "https://www.example.org/" + UUID.randomUUID();

        HttpResponse<String> answer =
                report(
                        "application/csp-report",
                        "{\"csp-report\":{\"document-uri\":\"%s\",\"violated-directive\":\"img-src\",\"blocked-uri\":\"inline\"}}"
                                .formatted(page));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        JsonNode line = awaitOne("/event/url", page);
        assertThat(line.at("/event/type").asString()).isEqualTo("csp-violation");
        assertThat(line.at("/event/body/directive").asString()).isEqualTo("img-src");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "application/reports+json | {         | 400",
                "application/reports+json | [{}]      | 422",
                "application/reports+json | []        | 204",
                "application/csp-report   | {}        | 400",
                "application/xml          | <a/>      | 401",
            })
    void answersAnotherBodyAsTheTableSays(String type, String body, int status) throws Exception {
        HttpResponse<String> answer = report(type, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.example.org, true",
        "https://local.example:9001, true",
        "https://mirror.example, false"
    })
    void browsersMayReportFromAllowedPages(String origin, boolean allowed) throws Exception {
        HttpResponse<String> preflight =
                HeadraceProcess.send(
                        HttpRequest.newBuilder(headrace.url(PATH))
                                .method("OPTIONS", BodyPublishers.noBody())
                                .header("Origin", origin)
                                .header("Access-Control-Request-Method", "POST")
                                .header("Access-Control-Request-Headers", "content-type")
                                .build());

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(
                        preflight
                                .headers()
                                .firstValue("Access-Control-Allow-Origin")
                                .filter(origin::equals)
                                .isPresent())
                .isEqualTo(allowed);
    }
}
