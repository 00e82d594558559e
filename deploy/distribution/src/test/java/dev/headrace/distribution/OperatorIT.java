package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an operator does to the sinks of the packaged process. */
class OperatorIT {

    private static final String EVENTS = "/v1/streams/user-telemetry/events";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir Path data;

    private HeadraceProcess headrace;

    @BeforeEach
    void start() {
        headrace = HeadraceProcess.start(data, Configurations.LAKE, Map.of());
    }

    @AfterEach
    void stop() {
        headrace.close();
    }

    @Test
    void aPausedSinkFallsBehindOverARestartAndCatchesUpWhenResumed() throws Exception {
        post("before");
        awaitInLake("before");
        change("/admin/sinks/lake/pause", "{}");
        post("while-paused");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(sink().path("lagRecords").asLong()).isOne());

        headrace.terminate();
        start();

        assertThat(sink().path("state").asString()).isEqualTo("paused");
        assertThat(inLake()).doesNotContain("while-paused");

        change("/admin/sinks/lake/resume", "{}");

        awaitInLake("while-paused");
        assertThat(headrace.takenAccounts()).as("unaccounted").isZero();
    }

    @Test
    void aRangeOfTheLogIsDeliveredAgainAndCountedAsRedelivered() throws Exception {
        Instant from = Instant.now().minusSeconds(60);
        post("once");
        awaitInLake("once");
        String range =
                """
                {"sink":"lake","source":{"log":{"from":"%s","until":"%s"}},"allowDuplicates":true,"dryRun":%s}
                """;
        Instant until = Instant.now().plusSeconds(60);

        JsonNode estimate = change("/admin/replays", range.formatted(from, until, true));
        assertThat(estimate.path("records").asLong()).isOne();
        change("/admin/replays", range.formatted(from, until, false));

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(inLake().stream().filter("once"::equals)).hasSize(2));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(read("/admin/replays").toString()).contains("\"done\""));
        assertThat(headrace.takenAccounts()).as("unaccounted").isZero();
        assertThat(read("/admin/accounts").toString()).contains("\"redelivered\":1");
    }

    private void post(String id) throws Exception {
        assertThat(headrace.post(EVENTS, Events.batch(List.of(id))).statusCode()).isEqualTo(202);
    }

    private List<String> inLake() throws Exception {
        return HeadraceProcess.lake(data.resolve("lake")).stream()
                .map(one -> one.path("id").asString())
                .toList();
    }

    private void awaitInLake(String id) {
        await().atMost(SOON).untilAsserted(() -> assertThat(inLake()).contains(id));
    }

    private JsonNode sink() throws Exception {
        return read("/admin/sinks/lake");
    }

    private JsonNode read(String path) throws Exception {
        return answer(request(path).build());
    }

    private JsonNode change(String path, String body) throws Exception {
        return answer(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode answer(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HeadraceProcess.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpRequest.Builder request(String path) throws Exception {
        JsonNode file =
                JsonMapper.shared().readTree(Files.readAllBytes(data.resolve("keys/admin.json")));
        for (JsonNode token : file.path("tokens")) {
            if (token.path("role").asString().equals("operator")) {
                return HttpRequest.newBuilder(headrace.internal(path))
                        .timeout(SOON)
                        .header("Authorization", "Bearer " + token.path("token").asString());
            }
        }
        throw new AssertionError("no operator");
    }
}
