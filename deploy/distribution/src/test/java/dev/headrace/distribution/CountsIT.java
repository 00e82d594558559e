package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.HmacSigner;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Counts over time, asked of the packaged process with a database of its own. */
class CountsIT {

    private static final String EVENTS = "/v1/streams/user-telemetry/events";
    private static final String COUNTS = "/v1/query/counts";
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
    void countsWhatWasPostedAlsoLateAndNoMoreAfterARestartAndAReplay() throws Exception {
        Instant hour = hour(Instant.now().minus(Duration.ofHours(3)));
        Instant yesterday = hour.minus(Duration.ofDays(1));
        String day = day(yesterday.minus(Duration.ofDays(1)));
        String tomorrow = day(hour.plus(Duration.ofDays(2)));
        String range = "&from=%s&to=%s".formatted(yesterday, hour.plus(Duration.ofHours(1)));
        post("one", "click", "a", hour);
        post("two", "click", "a", hour.plusSeconds(899));
        post("three", "click", "b", hour.plusSeconds(900));
        post("four", "view", "a", hour);

        List<String> before = List.of(hour + " a 2", hour.plusSeconds(900) + " b 1");
        awaitRows("stream=user-telemetry&event=click&by=app" + range, before);

        post("one", "click", "a", hour);
        post("late", "click", "a", yesterday);

        var after = new ArrayList<>(before);
        after.addFirst(yesterday + " a 1");
        awaitRows("stream=user-telemetry&event=click&by=app" + range, after);

        replayEverything();
        stop();
        start();

        awaitRows("stream=user-telemetry&event=click&by=app" + range, after);
        assertThat(total("stream=user-telemetry&every=1d&from=" + day + "&to=" + tomorrow))
                .isEqualTo(5);
        assertThat(headrace.takenAccounts()).as("unaccounted").isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stream=user-telemetry&by=colour | 400 | bad-request",
                "stream=user-telemetry&every=7m | 400 | bad-request",
                "stream=nothing | 404 | unknown-stream",
                "by=app | 400 | bad-request"
            })
    void refusesABadQuestionWithAProblem(String query, int status, String code) throws Exception {
        HttpResponse<String> answer = ask(query);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
    }

    @Test
    void tellsStrangersNothingOnNeitherListener() throws Exception {
        String path = COUNTS + "?stream=user-telemetry";

        assertThat(HeadraceProcess.get(headrace.url(path)).statusCode()).isEqualTo(401);
        assertThat(HeadraceProcess.get(headrace.internal(path)).statusCode()).isEqualTo(401);
    }

    @Test
    void answersOnTheInternalListenerToo() throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(headrace.internal(COUNTS + "?stream=user-telemetry"));
        new HmacSigner(headrace.secret()).headers(Instant.now(), COUNTS).forEach(request::header);

        HttpResponse<String> answer = HeadraceProcess.send(request.build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(json(answer).path("every").asString()).isEqualTo("PT15M");
    }

    @Test
    void aNodeWithoutAStoreSaysSoAndStartsNone() throws Exception {
        Path other = Files.createDirectory(data.resolve("without"));
        try (HeadraceProcess plain = HeadraceProcess.start(other, Configurations.LAKE, Map.of())) {
            HttpResponse<String> answer =
                    HeadraceProcess.send(signed(plain, "stream=user-telemetry"));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(json(answer).path("detail").asString()).contains("headrace.store is none");
            assertThat(other.resolve("postgresql")).doesNotExist();
            assertThat(plain.log()).doesNotContain("HikariPool", "EclipseLink");
        }
    }

    private static void replayEverything() throws Exception {
        String range =
                """
                {"sink":"insight","source":{"log":{"from":"%s","until":"%s"}},"dryRun":false}
                """
                        .formatted(
                                Instant.now().minus(Duration.ofHours(1)),
                                Instant.now().plusSeconds(1));
        HttpResponse<String> begun =
                HeadraceProcess.send(
                        operator("/admin/replays")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(range))
                                .build());
        assertThat(begun.statusCode()).as(begun.body()).isBetween(200, 299);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(HeadraceProcess.send(operator("/admin/replays").build()).body())
                                .contains("\"done\""));
    }

    private static HttpRequest.Builder operator(String path) throws Exception {
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

    private static void awaitRows(String query, List<String> expected) {
        await().atMost(SOON).untilAsserted(() -> assertThat(rows(ask(query))).isEqualTo(expected));
    }

    private static List<String> rows(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var rows = new ArrayList<String>();
        for (JsonNode row : json(answer).path("counts")) {
            rows.add(
                    row.path("at").asString()
                            + " "
                            + row.at("/by/app").asString()
                            + " "
                            + row.path("count").asLong());
        }
        return rows;
    }

    private static long total(String query) throws Exception {
        long total = 0;
        for (JsonNode row : json(ask(query)).path("counts")) {
            total += row.path("count").asLong();
        }
        return total;
    }

    private static HttpResponse<String> ask(String query) throws Exception {
        return HeadraceProcess.send(signed(headrace, query));
    }

    private static HttpRequest signed(HeadraceProcess process, String query) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(process.url(COUNTS + "?" + query)).timeout(SOON);
        new HmacSigner(process.secret()).headers(Instant.now(), COUNTS).forEach(request::header);
        return request.build();
    }

    private static void post(String id, String type, String app, Instant at) throws Exception {
        String event =
                """
                [{"id":"%s","app":"%s","stage":"PROD","type":"%s","value":1,"eventTime":"%s"}]
                """
                        .formatted(id, app, type, at);
        assertThat(headrace.post(EVENTS, event).statusCode()).isEqualTo(202);
    }

    private static Instant hour(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 3600L) * 3600);
    }

    private static String day(Instant at) {
        return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 86_400L) * 86_400)
                .toString();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
