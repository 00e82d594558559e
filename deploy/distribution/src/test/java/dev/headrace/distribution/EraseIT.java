package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From events of a person to none, in the tables of a real PostgreSQL. */
class EraseIT {

    private static final String TRACK = "/v1/analytics/track";
    private static final String PERSON = "patient-4711-to-be-forgotten";
    private static final Duration SOON = Duration.ofSeconds(180);

    @TempDir Path data;

    @Test
    void countsAndErasesWhatOnePersonOfOneOrganisationHasSent() throws Exception {
        try (var node = HeadraceProcess.start(data, Configurations.LAKE_AND_EMBEDDED, Map.of())) {
            track(node, PERSON, "7", "hers.one");
            track(node, PERSON, "7", "hers.two");
            track(node, PERSON, "9", "elsewhere");
            track(node, "another", "7", "anothers");
            play(node, PERSON, "7");
            await().atMost(SOON)
                    .ignoreExceptions() // the table comes with the first event
                    .until(() -> stored().size() == 4 && media() == 1);

            JsonNode found = erase(node, ",\"dryRun\":true");
            assertThat(rows(found, "headrace.analytics")).isEqualTo(2);
            assertThat(rows(found, "headrace.media")).isEqualTo(1);
            assertThat(stored()).hasSize(4);

            JsonNode erased = erase(node, "");
            assertThat(rows(erased, "headrace.analytics")).isEqualTo(2);
            assertThat(stored()).containsExactlyInAnyOrder("elsewhere", "anothers");
            assertThat(media()).isZero();
            assertThat(erased.path("complete").asBoolean(false))
                    .as("every sink that can be searched was")
                    .isTrue();
            assertThat(erased.path("unreached").toString())
                    .contains("audit", "event log", "the sink lake: a sink of the type file");

            assertThat(rows(erase(node, ""), "headrace.analytics")).as("again").isZero();
            String journal = send(request(node, "/admin/journal").build()).body();
            assertThat(journal).contains("\"erased\"").doesNotContain(PERSON);
            assertThat(node.log()).doesNotContain(PERSON);
        }
    }

    /**
     * The store that the read side asks can be filled again from the log, which still has it all.
     */
    @Test
    void erasesAPersonsMediaSessionsFromTheStoreAndAReplayDoesNotBringThemBack() throws Exception {
        try (var node = HeadraceProcess.start(data, Configurations.LAKE_AND_STORE, Map.of())) {
            play(node, PERSON, "7");
            play(node, PERSON, "9");
            play(node, "another", "7");
            await().atMost(SOON)
                    .ignoreExceptions() // the table comes with the first event
                    .until(() -> sessions("7") == 2 && sessions("9") == 1);

            JsonNode found = erase(node, ",\"dryRun\":true");
            assertThat(rows(found, "media.events")).isOne();
            assertThat(rows(found, "media.sessions")).isOne();
            assertThat(found.path("unreached").toString())
                    .contains("days of staff", "rules of security")
                    .doesNotContain("do not tell who has sent them");
            assertThat(sessions("7")).as("a dry run changes nothing").isEqualTo(2);

            assertThat(rows(erase(node, ""), "media.sessions")).isOne();
            assertThat(sessions("7")).isOne();
            assertThat(sessions("9")).isOne();

            asSuperuser("DELETE FROM media.events; DELETE FROM media.sessions");
            replayToTheStore(node);

            assertThat(sessions("7")).as("without the person").isOne();
            assertThat(sessions("9")).as("of another organisation").isOne();
            assertThat(rows(erase(node, ",\"dryRun\":true"), "media.events")).isZero();
            assertThat(texts("SELECT sender FROM media.events").toString())
                    .contains("h1:")
                    .doesNotContain(PERSON);
        }
    }

    private static void replayToTheStore(HeadraceProcess node) throws Exception {
        Instant now = Instant.now();
        String body =
                """
                {"sink":"insight","source":{"log":{"stream":"media","from":"%s","until":"%s"}}}
                """
                        .formatted(now.minusSeconds(3600), now.plusSeconds(60));
        HttpResponse<String> begun =
                send(
                        request(node, "/admin/replays")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build());
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(send(request(node, "/admin/replays").build()).body())
                                .contains("\"done\""));
    }

    private int sessions(String organisation) throws Exception {
        return texts("SELECT 1 FROM media.sessions WHERE organisation = '" + organisation + "'")
                .size();
    }

    private void asSuperuser(String change) throws Exception {
        try (Connection superuser = Warehouse.ofEmbedded(data).connect();
                Statement statement = superuser.createStatement()) {
            statement.execute(change);
        }
    }

    private static void track(HeadraceProcess node, String actor, String organisation, String name)
            throws Exception {
        String event =
                """
                {"events":[{"event_id":"%s","event":"feature_used","name":"%s","timestamp":"%s",
                            "consent":{"purposes":["analytics"],"policy":"2026-05"}}]}
                """
                        .formatted(UUID.randomUUID(), name, Instant.now());
        post(node, TRACK, actor, organisation, UUID.randomUUID(), event);
    }

    /** Media rows are closed by row security, also to the owner of the table. */
    private static void play(HeadraceProcess node, String actor, String organisation)
            throws Exception {
        UUID session = UUID.randomUUID();
        String event =
                """
                {"event":"play","session_id":"%s","media_id":"m","media_type":"video","timestamp":"%s"}
                """
                        .formatted(session, Instant.now());
        post(node, "/v1/media/events", actor, organisation, session, event);
    }

    private static void post(
            HeadraceProcess node,
            String path,
            String actor,
            String organisation,
            UUID session,
            String body)
            throws Exception {
        var sessions = new Sessions(node, path);
        HttpResponse<String> answer =
                HeadraceProcess.send(
                        sessions.request(sessions.token(actor, organisation, session), body)
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static JsonNode erase(HeadraceProcess node, String more) throws Exception {
        String body = "{\"organisation\":\"7\",\"actor\":\"" + PERSON + "\"" + more + "}";
        HttpResponse<String> answer =
                send(
                        request(node, "/admin/privacy/erasures")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HeadraceProcess.send(request);
    }

    private static HttpRequest.Builder request(HeadraceProcess node, String path) throws Exception {
        String token =
                JsonMapper.shared()
                        .readTree(Files.readAllBytes(node.data().resolve("keys/admin.json")))
                        .at("/tokens/0/token")
                        .asString();
        return HttpRequest.newBuilder(node.internal(path))
                .timeout(SOON)
                .header("Authorization", "Bearer " + token);
    }

    private static long rows(JsonNode answer, String table) {
        return answer.path("sinks")
                .valueStream()
                .flatMap(sink -> sink.path("places").valueStream())
                .filter(place -> place.path("place").asString().equals(table))
                .mapToLong(place -> place.path("rows").asLong())
                .sum();
    }

    private List<String> stored() throws Exception {
        return texts("SELECT event->>'name' FROM headrace.analytics");
    }

    private int media() throws Exception {
        return texts("SELECT id FROM headrace.media").size();
    }

    private List<String> texts(String query) throws Exception {
        var texts = new ArrayList<String>();
        try (Connection superuser = Warehouse.ofEmbedded(data).connect();
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return texts;
    }
}
