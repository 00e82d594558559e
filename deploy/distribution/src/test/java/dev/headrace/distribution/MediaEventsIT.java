package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.SessionTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The door of players: what is posted there is what the statistics of sessions are made of. */
class MediaEventsIT {

    private static final String DOOR = "/v1/media/events";
    private static final String STATS = "/v1/media/sessions/stats?period=1h";
    private static final Duration SOON = Duration.ofSeconds(120);

    @TempDir static Path data;

    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() {
        headrace =
                HeadraceProcess.start(
                        data,
                        Configurations.LAKE.replace(
                                "headrace:\n", "headrace:\n  store: embedded\n"),
                        Map.of());
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    void whatIsPostedHereIsInTheStatisticsOfItsOrganisationAlone() throws Exception {
        var one = new Player("7");
        var two = new Player("7");
        Instant at = Instant.now().minus(Duration.ofMinutes(10));

        HttpResponse<String> begun =
                one.post(
                        one.event(
                                "session_start",
                                at,
                                """
                                {"ttfb_ms":340,"video_load_time_ms":1200,"total_duration_seconds":20,\
                                "initial_bitrate":2500000,"connection_type":"wifi"}\
                                """));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        assertThat(begun.body())
                .matches(
                        "\\{\"status\":\"accepted\",\"event_id\":\"[0-9a-f-]{36}\",\"session_id\":\""
                                + one.session
                                + "\"}");
        one.post(
                "["
                        + String.join(
                                ",",
                                one.event("play", at.plusSeconds(1), "{}"),
                                one.event(
                                        "heartbeat",
                                        at.plusSeconds(11),
                                        "{\"position_seconds\":10}"),
                                one.event(
                                        "session_end",
                                        at.plusSeconds(21),
                                        "{\"end_state\":\"completed\",\"position_seconds\":20}"))
                        + "]");
        two.post(two.event("session_start", at, "{\"video_load_time_ms\":800}"));
        two.post(two.event("error", at.plusSeconds(1), "{\"error_code\":\"E\"}"));

        await().atMost(SOON)
                .untilAsserted(() -> {
                    JsonNode stats = one.ask(STATS);
                    assertThat(stats.path("total_sessions").asInt()).isEqualTo(2);
                    assertThat(stats.path("completed_sessions").asInt()).isOne();
                    assertThat(stats.path("start_failures").asInt()).isOne();
                    assertThat(stats.at("/startup_ms/p50").asDouble()).isEqualTo(1000);
                    assertThat(stats.path("avg_bitrate").asDouble()).isEqualTo(2_500_000);
                    assertThat(stats.at("/completion/p95").asDouble()).isEqualTo(1);
                });
        assertThat(new Player("9").ask(STATS).path("total_sessions").asInt()).isZero();
        assertThat(
                        one.ask("/v1/media/bandwidth/stats?group_by=connection_type")
                                .path("stats")
                                .findValuesAsString("connection_type"))
                .contains("wifi");
    }

    @Test
    void aRepeatChangesNothingAndTheLakeHoldsNoActor() throws Exception {
        var player = new Player("8");
        String event =
                player.event("play", Instant.now(), "{\"reason\":\"mail to someone@example.org\"}");

        String first = player.post(event).body();
        String again = player.post(event).body();

        assertThat(again).isEqualTo(first);
        await().atMost(SOON).until(() -> inLake(player).size() == 1);
        JsonNode line = inLake(player).getFirst();
        assertThat(line.path("id").asString())
                .isEqualTo(JsonMapper.shared().readTree(first).path("event_id").asString());
        assertThat(line.path("organisation").asString()).isEqualTo("8");
        assertThat(line.at("/principal/name").asString()).startsWith("h1:");
        assertThat(line.toString()).doesNotContain(Player.ACTOR).doesNotContain("someone@");
    }

    @Test
    void whoSaysGlobalPrivacyControlIsNotRecorded() throws Exception {
        var player = new Player("8");
        HttpResponse<String> answer =
                HeadraceProcess.send(
                        player.request(DOOR)
                                .header("Sec-GPC", "1")
                                .POST(
                                        BodyPublishers.ofString(
                                                player.event("play", Instant.now(), "{}")))
                                .build());
        HttpResponse<String> marker = player.post(player.event("pause", Instant.now(), "{}"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"recorded\":false");
        assertThat(marker.body()).doesNotContain("recorded");
        await().atMost(SOON).until(() -> !inLake(player).isEmpty());
        assertThat(inLake(player))
                .extracting(line -> line.at("/event/event").asString())
                .containsExactly("pause");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{ | application/json | 400",
                "~~ | application/json | 400",
                "{} | application/json | 422",
                "[1] | application/json | 422",
                "{} | text/csv | 415",
            })
    void refusesWhatIsNoEvent(String body, String type, int status) throws Exception {
        var player = new Player("8");
        HttpResponse<String> answer =
                HeadraceProcess.send(
                        player.request(DOOR)
                                .setHeader("Content-Type", type)
                                .POST(BodyPublishers.ofString(body))
                                .build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @Test
    void wantsTheTokenOfTheSession() throws Exception {
        var player = new Player("8");
        var other = new Player("8");
        String event = player.event("play", Instant.now(), "{}");
        HttpRequest nobody =
                HttpRequest.newBuilder(headrace.url(DOOR))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(event))
                        .build();

        assertThat(HeadraceProcess.send(nobody).statusCode()).isEqualTo(401);
        assertThat(other.post(event).statusCode()).isEqualTo(403);
        assertThat(headrace.post(DOOR, event).statusCode()).as("a service's key").isEqualTo(403);
        assertThat(HeadraceProcess.get(headrace.internal(DOOR)).statusCode()).isEqualTo(404);
    }

    @Test
    void aSessionSendsAtMostTwentyEventsAtOnce() throws Exception {
        var player = new Player("8");
        Instant at = Instant.now().minusSeconds(60);
        List<String> many =
                java.util.stream.IntStream.range(0, 21)
                        .mapToObj(i -> player.event("play", at.plusSeconds(i), "{}"))
                        .toList();

        assertThat(player.post(many.subList(0, 20).toString()).statusCode()).isEqualTo(202);
        HttpResponse<String> more = player.post(many.toString());

        assertThat(more.statusCode()).as(more.body()).isEqualTo(429);
        assertThat(more.headers().firstValue("Retry-After")).isPresent();
    }

    private static List<JsonNode> inLake(Player player) throws Exception {
        return HeadraceProcess.lake(data.resolve("lake")).stream()
                .filter(line -> line.at("/event/session_id").asString("").equals(player.session))
                .toList();
    }

    /** Somebody who watches, with the token of a session. */
    private static final class Player {

        static final String ACTOR = "patient-4711";

        final String session = UUID.randomUUID().toString();
        private final String token;

        Player(String organisation) {
            token =
                    SessionTokens.make(
                            data.resolve("keys/session.json"),
                            new SessionTokens.Wanted(
                                    ACTOR, organisation, session, Duration.ofHours(1)),
                            Clock.systemUTC());
        }

        String event(String kind, Instant at, String about) {
            return """
            {"event":"%s","session_id":"%s","media_id":"m-1","media_type":"video","timestamp":"%s","data":%s}\
            """
                    .formatted(kind, session, at, about);
        }

        HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(headrace.url(path))
                    .timeout(SOON)
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token);
        }

        HttpResponse<String> post(String body) throws Exception {
            return HeadraceProcess.send(request(DOOR).POST(BodyPublishers.ofString(body)).build());
        }

        JsonNode ask(String path) throws Exception {
            HttpResponse<String> answer = HeadraceProcess.send(request(path).GET().build());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JsonMapper.shared().readTree(answer.body());
        }
    }
}
