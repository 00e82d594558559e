package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.HmacSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What persons choose, from outside: with the store, without it, and without anything. */
class ChoicesIT {

    private static final String TRACK = "/v1/analytics/track";
    private static final String AUDIT = "/v1/audit/ingest";
    private static final String CORE = "the-secret-of-the-core-api-1";
    private static final String EXCLUDED = "patient-4711-who-objects";
    private static final String OTHER = "patient-4712";
    private static final String SNAPSHOT = "state/choices-of-the-store";

    /** What is promised; a slow machine has as long, since nothing here depends on its speed. */
    private static final Duration PROMISED = Duration.ofSeconds(60);

    private static final Duration LONG = Duration.ofSeconds(180);

    @TempDir Path folder;

    @Test
    void anExclusionHoldsWithTheStoreAndWithoutItAndWhereNothingIsKnownNothingIsKept()
            throws Exception {
        Path data = folder.resolve("node");
        ServiceKeys.write(data, ServiceKeys.core(CORE, "7"));
        try (var database = new StoppableDatabase(folder.resolve("database"))) {
            String configuration = withStore(database.warehouse());
            try (var node = HeadraceProcess.start(data, configuration, Map.of())) {
                anExclusionTakesEffect(node);
            }
            database.stop();
            try (var node = HeadraceProcess.start(data, configuration, Map.of())) {
                theSnapshotHolds(node);
            }
            Files.delete(data.resolve(SNAPSHOT));
            try (var node = HeadraceProcess.start(data, configuration, Map.of())) {
                nothingIsKeptButAudit(node);
                database.start();
                await().atMost(LONG)
                        .untilAsserted(() ->
                                assertThat(track(node, OTHER, "found_again").path("recorded"))
                                        .as("the store is back")
                                        .hasToString("true"));
                assertThat(track(node, EXCLUDED, "never").path("recorded").asBoolean(true))
                        .isFalse();
                awaitLake(data, "found_again");
            }
        }
        assertThat(lake(data, "never")).isEmpty();
        assertThat(Files.readString(data.resolve("test.log"))).doesNotContain(EXCLUDED);
    }

    private static void anExclusionTakesEffect(HeadraceProcess node) throws Exception {
        assertThat(track(node, EXCLUDED, "before").path("recorded").asBoolean()).isTrue();

        JsonNode excluded =
                admin(
                        node,
                        "/admin/privacy/exclusions",
                        "{\"organisation\":\"7\",\"actor\":\"%s\"}".formatted(EXCLUDED));

        assertThat(excluded.path("excluded").asBoolean()).isTrue();
        await().atMost(PROMISED)
                .until(() -> !track(node, EXCLUDED, "after").path("recorded").asBoolean(true));
        JsonNode answer = track(node, EXCLUDED, "never");
        assertThat(answer.path("recorded").asBoolean(true)).isFalse();
        assertThat(answer.at("/suppressed/0/reason").asString()).isEqualTo("excluded");
        assertThat(track(node, OTHER, "another").path("recorded").asBoolean()).isTrue();
        assertThat(audit(node, "audit-one")).isOne();
        awaitLake(node.data(), "before");
        awaitLake(node.data(), "another");
        awaitAudit(node.data(), "audit-one");
        assertThat(lake(node.data(), "never")).isEmpty();
        JsonNode journal = admin(node, "/admin/journal");
        assertThat(journal.at("/changes/0/action").asString()).isEqualTo("exclude");
        assertThat(journal.toString()).doesNotContain(EXCLUDED);
        assertThat(admin(node, "/admin/privacy").path("state").asString()).isEqualTo("current");
    }

    private static void theSnapshotHolds(HeadraceProcess node) throws Exception {
        assertThat(track(node, EXCLUDED, "never").at("/suppressed/0/reason").asString())
                .isEqualTo("excluded");
        assertThat(track(node, OTHER, "from_the_snapshot").path("recorded").asBoolean()).isTrue();
        assertThat(audit(node, "audit-two")).isOne();
        await().atMost(LONG)
                .until(() -> admin(node, "/admin/privacy").has("problem"), found -> found);
        assertThat(admin(node, "/admin/privacy").path("state").asString()).isEqualTo("last-known");
        assertThat(track(node, EXCLUDED, "never").path("recorded").asBoolean(true)).isFalse();
        awaitLake(node.data(), "from_the_snapshot");
        awaitAudit(node.data(), "audit-two");
    }

    private static void nothingIsKeptButAudit(HeadraceProcess node) throws Exception {
        for (String actor : List.of(EXCLUDED, OTHER)) {
            JsonNode answer = track(node, actor, "never");
            assertThat(answer.path("recorded").asBoolean(true)).isFalse();
            assertThat(answer.at("/suppressed/0/reason").asString()).isEqualTo("choices-unknown");
        }
        assertThat(audit(node, "audit-three")).isOne();
        assertThat(admin(node, "/admin/privacy").path("state").asString()).isEqualTo("unknown");
        awaitAudit(node.data(), "audit-three");
    }

    private static String withStore(Warehouse store) {
        return Configurations.LAKE.replace(
                "headrace:\n",
                "headrace:\n  store: { url: \"%s\", user: %s, password: \"%s\" }\n"
                        .formatted(store.url(), store.user(), store.password()));
    }

    /** The answer to one event, which the person has agreed to. */
    private static JsonNode track(HeadraceProcess node, String actor, String name)
            throws Exception {
        String event =
                """
                {"events":[{"event_id":"%s","event":"feature_used","name":"%s","timestamp":"%s",
                            "consent":{"purposes":["analytics"],"policy":"2026-05"}}]}
                """
                        .formatted(UUID.randomUUID(), name, Instant.now());
        var sessions = new Sessions(node, TRACK);
        HttpResponse<String> answer =
                HeadraceProcess.send(
                        sessions.request(sessions.token(actor, "7", UUID.randomUUID()), event)
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JsonMapper.shared().readTree(answer.body());
    }

    /** How many events were accepted. */
    private static int audit(HeadraceProcess node, String agent) throws Exception {
        String body =
                """
                {"events":[{"action":"UPDATE","entity_type":"appointment","user_id":42,
                 "organization_id":7,"ip_address":"192.0.2.7","user_agent":"%s",
                 "request_path":"/v1/appointments/1","status_code":200,"timestamp":"%s"}]}
                """
                        .formatted(agent, Instant.now().minusSeconds(5));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(node.internal(AUDIT))
                        .timeout(PROMISED)
                        .header("Content-Type", "application/json")
                        .header("Sec-GPC", "1");
        new HmacSigner(CORE).headers(Instant.now(), AUDIT).forEach(request::header);
        HttpResponse<String> answer =
                HeadraceProcess.send(request.POST(BodyPublishers.ofString(body)).build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return JsonMapper.shared().readTree(answer.body()).path("accepted").asInt();
    }

    private static JsonNode admin(HeadraceProcess node, String path) throws Exception {
        return answered(request(node, path).build());
    }

    private static JsonNode admin(HeadraceProcess node, String path, String body) throws Exception {
        return answered(
                request(node, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode answered(HttpRequest request) throws Exception {
        HttpResponse<String> answer = HeadraceProcess.send(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static HttpRequest.Builder request(HeadraceProcess node, String path)
            throws IOException {
        String token =
                JsonMapper.shared()
                        .readTree(Files.readAllBytes(node.data().resolve("keys/admin.json")))
                        .at("/tokens/0/token")
                        .asString();
        return HttpRequest.newBuilder(node.internal(path))
                .timeout(PROMISED)
                .header("Authorization", "Bearer " + token);
    }

    private static void awaitLake(Path data, String name) {
        await().atMost(LONG).until(() -> !lake(data, name).isEmpty());
    }

    private static List<JsonNode> lake(Path data, String name) {
        return lines(data, "/event/name", name);
    }

    private static void awaitAudit(Path data, String agent) {
        await().atMost(LONG).until(() -> !lines(data, "/event/user_agent", agent).isEmpty());
    }

    private static List<JsonNode> lines(Path data, String place, String text) {
        try {
            return HeadraceProcess.lake(data.resolve("lake")).stream()
                    .filter(line -> line.at(place).asString("").equals(text))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
