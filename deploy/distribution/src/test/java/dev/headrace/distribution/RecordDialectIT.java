package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doors of the second seed system: each row of what its gateway answered. */
class RecordDialectIT {

    private static final String DEPLOYMENT =
            """
            {"version": "0.0.1", "stack_id": "%s",
             "metrics": {"tokenizeSuccess": 4, "tokenizeFailure": 0, "detokenizeSuccess": 2,
              "detokenizeFailure": 0, "createGrantSuccess": 2, "createGrantFailure": 0}}
            """;

    private static final String CLI = "{\"version\":\"0.0.1\",\"command\":\"%s\",\"success\":true}";

    @TempDir static Path data;

    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() {
        headrace =
                HeadraceProcess.start(
                        data,
                        Configurations.LAKE + "  privacy: { trusted-proxies: 127.0.0.1 }\n",
                        Map.of());
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/record", "/record/deployment"})
    void answersAnAcceptedReportWithARecordId(String path) throws Exception {
        HttpResponse<String> answer = post(path, DEPLOYMENT.formatted("any"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).propertyNames()).containsExactlyInAnyOrder("RecordId", "Encrypted");
        assertThat(json(answer).path("RecordId").asString()).hasSizeGreaterThan(40);
        assertThat(json(answer).path("Encrypted").isBoolean()).isTrue();
    }

    @Test
    void theReportIsOneLineWithReceivedTimeAndTagAndTheNetworkInPlaceOfTheAddress()
            throws Exception {
        post("/record/deployment", DEPLOYMENT.formatted("one-line"));
        post("/record/cli", CLI.formatted("one-line"));

        JsonNode deployment = awaitLine("/event/stack_id", "one-line");
        JsonNode command = awaitLine("/event/command", "one-line");

        assertThat(deployment.path("stream").asString()).isEqualTo("deployment-metrics");
        assertThat(deployment.at("/event/tag").asString()).isEqualTo("deployment");
        assertThat(deployment.at("/event/source_ip_prefix").asString()).isEqualTo("127.0.0.0/24");
        assertThat(deployment.at("/event/metrics/tokenizeSuccess").asInt()).isEqualTo(4);
        assertThat(Instant.parse(deployment.path("receivedAt").asString()))
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(1));
        assertThat(command.path("stream").asString()).isEqualTo("cli-metrics");
        assertThat(command.at("/event/tag").asString()).isEqualTo("cli");
        assertThat(List.of(deployment, command))
                .allSatisfy(line -> assertThat(line.toString()).doesNotContain("127.0.0.1"));
    }

    @Test
    void behindATrustedProxyTheNetworkIsThatOfTheClientItNames() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(headrace.url("/record/cli"))
                        .header("X-Forwarded-For", "192.0.2.66, 203.0.113.77")
                        .POST(BodyPublishers.ofString(CLI.formatted("forwarded")))
                        .build();
        assertThat(HeadraceProcess.send(request).statusCode()).isEqualTo(200);

        JsonNode line = awaitLine("/event/command", "forwarded");

        assertThat(line.at("/event/source_ip_prefix").asString()).isEqualTo("203.0.113.0/24");
        assertThat(line.toString()).doesNotContain("203.0.113.77").doesNotContain("192.0.2");
    }

    @Test
    void aMessageOfTheCommandLineIsKeptWithoutWhatLooksPersonal() throws Exception {
        String cli =
                CLI.formatted("personal")
                        .replace(
                                "}",
                                ",\"error_message\":\"no mailbox ada@example.org, call 0170 1234567\"}");
        assertThat(post("/record/cli", cli).statusCode()).isEqualTo(200);

        JsonNode line = awaitLine("/event/command", "personal");

        assertThat(line.at("/event/error_message").asString())
                .isEqualTo("no mailbox (e-mail), call (digits)");
    }

    @Test
    void theCanonicalPathAddsTheSame() throws Exception {
        HttpResponse<String> answer =
                post(
                        "/v1/streams/deployment-metrics/events",
                        "["
                                + DEPLOYMENT.formatted("canonical-1")
                                + ","
                                + DEPLOYMENT.formatted("canonical-2")
                                + "]");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(awaitLine("/event/stack_id", "canonical-1").at("/event/tag").asString())
                .isEqualTo("deployment");
        assertThat(awaitLine("/event/stack_id", "canonical-2").at("/event/tag").asString())
                .isEqualTo("deployment");
    }

    @Test
    void aBodyThatFailsTheModelIsInvalidAndTheReasonIsAdded() throws Exception {
        HttpResponse<String> answer =
                post(
                        "/record/deployment",
                        DEPLOYMENT.formatted("x").replace("\"metrics\"", "\"collected_metrics\""));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").asString()).isEqualTo("Invalid request body");
        assertThat(json(answer).at("/errors/0/keyword").asString()).isEqualTo("required");
        assertThat(json(answer).at("/errors/0/message").asString())
                .isEqualTo("lacks the property metrics; it has collected_metrics instead");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/record            | {",
                "/record/deployment | []",
                "/record/deployment | ",
                "/record/cli        | 17",
                "/record/cli        | {\"version\":\"1\",\"command\":\"c\",\"success\":true,\"tag\":\"x\"}",
            })
    void whatIsNoReportIsAnInvalidRequestBody(String path, String body) throws Exception {
        HttpResponse<String> answer = post(path, body == null ? "" : body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("message").asString()).isEqualTo("Invalid request body");
        assertThat(json(answer).at("/errors/0/message").asString()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain, 415",
        "application/x-ndjson, 415",
        "application/xml, 415",
        "application/json; charset=utf-8, 200",
        "APPLICATION/JSON, 200",
    })
    void onlyJsonHasAModel(String type, int status) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(headrace.url("/record/cli"))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(CLI.formatted("typed")))
                        .build();

        assertThat(HeadraceProcess.send(request).statusCode()).isEqualTo(status);
    }

    @Test
    void anAbsentContentTypeIsJson() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(headrace.url("/record/cli"))
                        .POST(BodyPublishers.ofString(CLI.formatted("untyped")))
                        .build();

        assertThat(HeadraceProcess.send(request).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/record/other", "/record/cli/x"})
    void anUnknownPathIsAMissingToken(String path) throws Exception {
        HttpResponse<String> posted = post(path, "{}");
        HttpResponse<String> asked = HeadraceProcess.get(headrace.url("/record/cli"));

        assertThat(List.of(posted, asked))
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(403);
                    assertThat(json(answer).path("message").asString())
                            .isEqualTo("Missing Authentication Token");
                });
    }

    @Test
    void aBodyBeyondTheBoundIsTooLong() throws Exception {
        HttpResponse<String> answer = post("/record/cli", CLI.formatted("x".repeat(300_000)));

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json(answer).path("message").asString()).isEqualTo("Request Too Long");
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        return HeadraceProcess.send(
                HttpRequest.newBuilder(headrace.url(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode awaitLine(String pointer, String value) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                HeadraceProcess.lake(data.resolve("lake")).stream()
                                        .filter(line -> line.at(pointer).asString("").equals(value))
                                        .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
