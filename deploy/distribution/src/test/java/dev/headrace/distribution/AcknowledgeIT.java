package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stream that says {@code acknowledge: [lake, warehouse]}, asked from outside. */
class AcknowledgeIT {

    private static final String EVENTS = "/v1/streams/user-telemetry/events";
    private static final String NUL =
            Events.event("%s").replace("\"a\":\"x\"", "\"a\":\"\\u0000\"");

    @TempDir static Path folder;

    private static StoppableDatabase database;
    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() {
        database = new StoppableDatabase(folder.resolve("database"));
        Path streams =
                Streams.userTelemetryWith(
                        folder.resolve("streams"), "acknowledge: [lake, warehouse]");
        headrace =
                HeadraceProcess.start(
                        folder.resolve("node"),
                        Configurations.withDatabase(
                                Configurations.acknowledging(streams, "3s"), database),
                        Map.of());
    }

    @AfterAll
    static void stop() {
        headrace.close();
        database.close();
    }

    @Test
    void theEventIsAtEverySinkWhenTheAnswerComes() throws Exception {
        HttpResponse<String> canonical = headrace.post(EVENTS, Events.event("at-once"));
        List<String> inLake = idsInLake();
        List<String> inWarehouse = database.warehouse().ids("at-once");
        HttpResponse<String> guardian =
                headrace.post("/event", "[" + Events.event("at-once-too") + "]");

        assertThat(canonical.statusCode()).isEqualTo(202);
        assertThat(inLake).contains("at-once");
        assertThat(inWarehouse).containsExactly("at-once");
        assertThat(guardian.statusCode()).isEqualTo(201);
        assertThat(idsInLake()).contains("at-once-too");
    }

    @Test
    void whatASinkRefusesIsRejectedByNameAndTheRestIsTaken() throws Exception {
        HttpResponse<String> some =
                headrace.post(
                        EVENTS, "[" + NUL.formatted("nul-1") + "," + Events.event("beside") + "]");
        HttpResponse<String> all = headrace.post(EVENTS, NUL.formatted("nul-2"));

        assertThat(some.statusCode()).isEqualTo(202);
        assertThat(json(some).path("accepted").asInt()).isEqualTo(1);
        JsonNode refused = json(some).at("/rejected/0");
        assertThat(refused.path("index").asInt()).isZero();
        assertThat(refused.path("id").asString()).isEqualTo("nul-1");
        assertThat(refused.path("code").asString()).isEqualTo("sink-refused");
        assertThat(refused.path("keyword").asString()).isEqualTo("nul-character");
        assertThat(refused.path("message").asString()).contains("warehouse");
        assertThat(database.warehouse().ids("beside")).containsExactly("beside");
        assertThat(all.statusCode()).isEqualTo(422);
        assertThat(HeadraceProcess.get(headrace.internal("/metrics")).body())
                .containsPattern(
                        "headrace_events_rejected_total\\{[^}]*code=\"sink-refused\"[^}]*\\} [1-9]");
    }

    @Test
    void withASinkAwayTheAnswerIs503AndARepeatIsTakenWhenItIsBack() throws Exception {
        database.stop();

        HttpResponse<String> away = headrace.post(EVENTS, Events.event("away"));
        List<String> inLake = idsInLake();
        HttpResponse<String> guardian = headrace.post("/event", "[" + Events.event("away-2") + "]");
        database.start();

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        assertThat(json(away).path("code").asString()).isEqualTo("not-yet-delivered");
        assertThat(json(away).path("detail").asString()).contains("warehouse");
        assertThat(inLake).as("the other sink is not held up").contains("away");
        assertThat(guardian.statusCode()).isEqualTo(503);
        assertThat(json(guardian).path("status").asString()).isEqualTo("error");
        await().atMost(Duration.ofSeconds(120))
                .until(() -> headrace.post(EVENTS, Events.event("away")).statusCode() == 202);
        assertThat(database.warehouse().ids("away%")).contains("away", "away-2");
    }

    @Test
    void refusesToStartWithASinkThatLingersTooLong() {
        String configuration =
                Configurations.acknowledging(folder.resolve("streams"), "3s")
                        .replace("linger: 50ms", "linger: 60s");

        assertThatThrownBy(() ->
                        HeadraceProcess.start(folder.resolve("slow"), configuration, Map.of()))
                .hasMessageContaining(
                        "stream user-telemetry: acknowledge names sink lake, whose linger of 60s"
                                + " is not shorter than headrace.limits.acknowledge-wait, 3s")
                .hasMessageContaining(
                        "stream user-telemetry: acknowledge names sink warehouse, which is not"
                                + " configured");
    }

    private static List<String> idsInLake() throws IOException {
        return HeadraceProcess.lake(folder.resolve("node/lake")).stream()
                .map(one -> one.path("id").asString())
                .toList();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
