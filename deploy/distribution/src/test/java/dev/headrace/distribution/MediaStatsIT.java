package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.HmacSigner;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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

/** Media statistics of the packaged process, against figures worked out by hand. */
class MediaStatsIT {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String STREAM =
            """
            name: player
            listener: public
            schemas: { 1: event.v1.schema.json }
            id: /event_id
            occurred-at: /timestamp
            auth: [hmac]
            hints:
              insight:
                media: { by: { country_code: /country, device_type: /device, browser_family: /browser } }
            """;

    @TempDir static Path data;

    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() throws IOException {
        Path stream = Files.createDirectories(data.resolve("streams/player"));
        Files.writeString(stream.resolve("stream.yaml"), STREAM);
        Files.writeString(
                stream.resolve("event.v1.schema.json"),
                """
                {"type":"object","properties":{"event_id":{"type":"string"},"country":{"type":"string"},
                 "device":{"type":"string"},"browser":{"type":"string"},
                 "timestamp":{"type":"string","format":"date-time"}}}
                """);
        headrace =
                HeadraceProcess.start(
                        data,
                        Configurations.LAKE.replace(
                                "headrace:\n",
                                "headrace:\n  store: embedded\n  streams: { folders: [\"%s\"] }\n"
                                        .formatted(data.resolve("streams"))),
                        Map.of());
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    void equalsTheFiguresWorkedOutByHandInTheShapeThatDashboardsRead() throws Exception {
        Instant at = Instant.now().minus(Duration.ofMinutes(10));
        String one = UUID.randomUUID().toString();
        String two = UUID.randomUUID().toString();
        post(one, "session_end", at.plusSeconds(30), "{\"end_state\":\"completed\"}");
        post(one, "session_start", at, begin(340, 1200, 2_500_000));
        post(one, "buffering_end", at.plusSeconds(12), "{\"buffering_duration_ms\":1500}");
        post(one, "play", at.plusSeconds(1), "{}");
        post(one, "buffering_start", at.plusSeconds(10), "{}");
        post(two, "session_start", at, begin(61, 801, 1_000_000));
        post(two, "play", at.plusSeconds(1), "{}");
        post(two, "error", at.plusSeconds(2), "{\"error_code\":\"E\"}");

        String expected =
                """
                {"period":"1h","group_by":"connection_type","stats":[{"connection_type":"wifi",\
                "total_sessions":2,"avg_ttfb_ms":200.5,"avg_load_time_ms":1000.5,\
                "avg_buffering_count":0.5,"avg_buffering_duration_ms":750,"avg_bitrate":1750000,\
                "completion_rate":0.5,"error_rate":0.5}]}\
                """;
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(ask("bandwidth", "period=1h&group_by=connection_type").body())
                                .isEqualTo(expected));
        assertThat(ask("bandwidth", "group_by=country_code").body())
                .startsWith("{\"period\":\"7d\",\"group_by\":\"country_code\"")
                .contains("\"country_code\":\"RO\",\"total_sessions\":2");
        JsonNode sessions = JsonMapper.shared().readTree(ask("sessions", "period=24h").body());
        assertThat(sessions.path("total_sessions").asInt()).isEqualTo(2);
        assertThat(sessions.path("completed_sessions").asInt()).isOne();
        assertThat(sessions.path("abandoned_sessions").asInt()).isOne();
        assertThat(sessions.at("/startup_ms/p50").asDouble()).isEqualTo(1000.5);
        assertThat(ask("sessions", "media_id=another").body()).contains("\"total_sessions\":0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bandwidth | period=2h&group_by=browser_family | period must be 1h, 24h, 7d or 30d",
                "bandwidth | group_by=planet | group_by must be country_code, device_type",
                "bandwidth | period=1h | the query parameter group_by is missing",
                "sessions | group_by=country_code | there is no query parameter of that name"
            })
    void refusesABadQuestionAndSaysWhatWouldBeRight(String what, String query, String detail)
            throws Exception {
        HttpResponse<String> answer = ask(what, query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void tellsStrangersNothing() throws Exception {
        assertThat(
                        HeadraceProcess.get(
                                        headrace.url(
                                                "/v1/media/bandwidth/stats?group_by=country_code"))
                                .statusCode())
                .isEqualTo(401);
    }

    private static String begin(int ttfb, int load, int bitrate) {
        return """
        {"ttfb_ms":%d,"video_load_time_ms":%d,"initial_bitrate":%d,"connection_type":"wifi"}
        """
                .formatted(ttfb, load, bitrate);
    }

    private static void post(String session, String kind, Instant at, String data)
            throws Exception {
        String event =
                """
                {"event_id":"%s","event":"%s","session_id":"%s","media_id":"m-1","media_type":"video",
                 "timestamp":"%s","country":"RO","data":%s}
                """
                        .formatted(UUID.randomUUID(), kind, session, at, data);
        assertThat(headrace.post("/v1/streams/player/events", event).statusCode()).isEqualTo(202);
    }

    private static HttpResponse<String> ask(String what, String query) throws Exception {
        String path = "/v1/media/" + what + "/stats";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(headrace.url(path + "?" + query)).timeout(SOON);
        new HmacSigner(headrace.secret()).headers(Instant.now(), path).forEach(request::header);
        return HeadraceProcess.send(request.build());
    }
}
