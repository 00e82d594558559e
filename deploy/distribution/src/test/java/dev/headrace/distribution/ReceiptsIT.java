package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The life of a receipt, asked from outside. */
class ReceiptsIT {

    private static final String EVENTS = "/v1/streams/user-telemetry/events";
    private static final String WAREHOUSE = "/events/0/sinks/warehouse";

    @TempDir Path folder;

    @Test
    void tellsWhereTheEventsAreFromThePostOnAndAfterAKill() throws Exception {
        String configuration;
        String receipt;
        String refused;
        Path node = folder.resolve("node");
        try (var database = new StoppableDatabase(folder.resolve("database"))) {
            configuration = Configurations.withDatabase(Configurations.LAKE, database);
            try (var headrace = HeadraceProcess.start(node, configuration, Map.of())) {
                database.stop();
                receipt = post(headrace, Events.event("followed"));
                await().until(() -> state(headrace, receipt, "/events/0/sinks/lake", "delivered"));
                JsonNode waiting = show(headrace, receipt);
                database.start();
                await().atMost(Duration.ofSeconds(120))
                        .until(() -> state(headrace, receipt, WAREHOUSE, "delivered"));
                refused =
                        post(
                                headrace,
                                Events.event("nul").replace("\"a\":\"x\"", "\"a\":\"\\u0000\""));
                await().until(() -> state(headrace, refused, WAREHOUSE, "dead-lettered"));

                assertThat(waiting.at(WAREHOUSE + "/state").asString()).isIn("pending", "retrying");
                JsonNode shown = show(headrace, receipt);
                assertThat(shown.path("receipt").asString()).isEqualTo(receipt);
                assertThat(shown.path("stream").asString()).isEqualTo("user-telemetry");
                assertThat(Instant.parse(shown.path("receivedAt").asString()))
                        .isBefore(Instant.parse(shown.at(WAREHOUSE + "/at").asString()));
                assertThat(shown.at("/events/0/id").asString()).isEqualTo("followed");
                assertThat(shown.at("/events/0/sinks/lake/ref").asString()).isNotEmpty();
                assertThat(show(headrace, refused).at(WAREHOUSE + "/code").asString())
                        .isEqualTo("nul-character");
                isNotThereForOthers(headrace, receipt);
                headrace.kill();
            }
            try (var again = HeadraceProcess.start(node, configuration, Map.of())) {
                assertThat(show(again, receipt).at(WAREHOUSE + "/state").asString())
                        .isEqualTo("delivered");
                assertThat(show(again, refused).at(WAREHOUSE + "/state").asString())
                        .isEqualTo("dead-lettered");
            }
        }
    }

    private static void isNotThereForOthers(HeadraceProcess headrace, String receipt)
            throws Exception {
        String path = "/v1/receipts/" + receipt;
        HttpResponse<String> other =
                HeadraceProcess.send(
                        headrace.signed(path).header("X-Gu-Tools-Service-Name", "another").build());
        String changed = receipt.substring(0, 20) + (receipt.charAt(20) == 'A' ? 'B' : 'A');
        HttpResponse<String> tampered = get(headrace, changed + receipt.substring(21));
        HttpResponse<String> unsigned = HeadraceProcess.get(headrace.url(path));
        HttpResponse<String> internal = HeadraceProcess.get(headrace.internal(path));

        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(code(other)).isEqualTo("unknown-receipt");
        assertThat(tampered.statusCode()).isEqualTo(404);
        assertThat(tampered.body()).isEqualTo(other.body());
        assertThat(unsigned.statusCode()).isEqualTo(401);
        assertThat(internal.statusCode()).as("a stream of the public listener").isEqualTo(404);
        assertThat(code(internal)).isEqualTo("unknown-receipt");
    }

    private static String post(HeadraceProcess headrace, String event) throws Exception {
        HttpResponse<String> answer = headrace.post(EVENTS, event);
        assertThat(answer.statusCode()).isEqualTo(202);
        return json(answer).path("receipt").asString();
    }

    private static boolean state(
            HeadraceProcess headrace, String receipt, String sink, String state) throws Exception {
        return show(headrace, receipt).at(sink + "/state").asString().equals(state);
    }

    private static JsonNode show(HeadraceProcess headrace, String receipt) throws Exception {
        HttpResponse<String> answer = get(headrace, receipt);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        return json(answer);
    }

    private static HttpResponse<String> get(HeadraceProcess headrace, String receipt)
            throws Exception {
        HttpRequest request = headrace.signed("/v1/receipts/" + receipt).build();
        assertThat(request.uri()).extracting(URI::getQuery).isNull();
        return HeadraceProcess.send(request);
    }

    private static String code(HttpResponse<String> answer) {
        return json(answer).path("code").asString();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
