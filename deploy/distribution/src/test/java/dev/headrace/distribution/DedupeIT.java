package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Repeats, from outside: every line of the first table of deploy/docs/dedupe.md. */
class DedupeIT {

    private static final String EVENTS = "/v1/streams/user-telemetry/events";
    private static final String WITHOUT_ID =
            """
            {"app":"example-app","stage":"PROD","type":"T%d","value":1,"eventTime":"2026-11-21T23:16:31.433Z"}\
            """;

    @TempDir static Path data;

    private static final PandaCookies COOKIES = new PandaCookies();
    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() throws IOException {
        headrace = COOKIES.start(data, Configurations.LAKE);
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    void recognisesARepeatOverARestartAndOverAKill(@TempDir Path own) throws Exception {
        String batch = Events.batch(List.of("a", "b", "c"));
        String receipt;
        try (var first = HeadraceProcess.start(own, Configurations.LAKE, Map.of())) {
            HttpResponse<String> answer = first.post(EVENTS, batch);
            receipt = json(answer).path("receipt").asString();
            assertCounts(answer, 3, 0, 0);
            first.kill();
        }
        try (var second = HeadraceProcess.start(own, Configurations.LAKE, Map.of())) {
            HttpResponse<String> answer = second.post(EVENTS, batch);
            assertCounts(answer, 0, 3, 0);
            assertThat(json(answer).path("receipt").asString()).isEqualTo(receipt);
            assertCounts(second.post(EVENTS, Events.event("d")), 1, 0, 0);
            second.terminate();
        }
        try (var third = HeadraceProcess.start(own, Configurations.LAKE, Map.of())) {
            assertCounts(third.post(EVENTS, Events.batch(List.of("a", "d", "e"))), 1, 2, 0);
            await().atMost(Duration.ofSeconds(60)).until(() -> idsInLake(own).contains("e"));
            assertThat(idsInLake(own)).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        }
    }

    @Test
    void givesTheSinksAnEventOnce() throws Exception {
        for (int i = 0; i < 5; i++) {
            headrace.post(EVENTS, Events.event("once"));
        }
        headrace.post(EVENTS, Events.event("behind-once"));

        await().atMost(Duration.ofSeconds(60)).until(() -> idsInLake(data).contains("behind-once"));
        assertThat(idsInLake(data)).containsOnlyOnce("once");
    }

    @Test
    void acceptsTheSameIdFromOtherCallers() throws Exception {
        String event = Events.event("shared-id");

        assertCounts(headrace.post(EVENTS, event), 1, 0, 0);
        assertCounts(
                send(headrace.signed(EVENTS).header("X-Gu-Tools-Service-Name", "other"), event),
                1,
                0,
                0);
        assertCounts(send(person("ada@guardian.example"), event), 1, 0, 0);
        assertCounts(send(person("bob@guardian.example"), event), 1, 0, 0);
        assertCounts(send(person("ada@guardian.example"), event), 0, 1, 0);
        assertCounts(headrace.post(EVENTS, event), 0, 1, 0);
    }

    @Test
    void rejectsTheSameIdWithOtherContent() throws Exception {
        headrace.post(EVENTS, Events.event("taken"));
        String other = Events.event("taken").replace("\"value\":1", "\"value\":2");

        HttpResponse<String> alone = headrace.post(EVENTS, other);
        HttpResponse<String> among =
                headrace.post(EVENTS, "[{}," + other + "," + Events.event("not-taken") + "]");

        assertThat(alone.statusCode()).isEqualTo(422);
        JsonNode rejected = json(among).path("rejected");
        assertThat(among.statusCode()).isEqualTo(202);
        assertThat(rejected).hasSize(2);
        assertThat(rejected.get(1).path("index").asInt()).isEqualTo(1);
        assertThat(rejected.get(1).path("id").asString()).isEqualTo("taken");
        assertThat(rejected.get(1).path("code").asString()).isEqualTo("id-conflict");
        assertThat(rejected.get(1).path("pointer").asString()).isEqualTo("/id");
        assertThat(rejected.get(1).path("message").asString()).contains("an id of its own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"key-%d\"", "bare-key-%d"})
    void recognisesARequestByItsIdempotencyKey(String form) throws Exception {
        String key = form.formatted(form.length());
        String body = "[" + WITHOUT_ID.formatted(1) + "," + WITHOUT_ID.formatted(1) + "]";

        HttpResponse<String> first = keyed(key, body);
        HttpResponse<String> again = keyed(key, body);
        HttpResponse<String> longer =
                keyed(key, body.replace("]", "," + WITHOUT_ID.formatted(3) + "]"));
        HttpResponse<String> changed = keyed(key, "[" + WITHOUT_ID.formatted(2) + "]");

        assertCounts(first, 2, 0, 0);
        assertCounts(again, 0, 2, 0);
        assertThat(json(again).path("receipt")).isEqualTo(json(first).path("receipt"));
        assertCounts(longer, 1, 2, 0);
        assertThat(changed.statusCode()).isEqualTo(422);
        assertThat(json(changed).path("code").asString()).isEqualTo("idempotency-key-reused");
        assertCounts(keyed("other-" + key.length() + key.charAt(0) % 2, body), 2, 0, 0);
        assertCounts(headrace.post(EVENTS, body), 2, 0, 0);
    }

    @Test
    void refusesABadIdempotencyKey() throws Exception {
        HttpResponse<String> refused = keyed("two keys", Events.event("bad-key"));
        HttpResponse<String> twice =
                send(
                        headrace.signed(EVENTS)
                                .header("Idempotency-Key", "a")
                                .header("Idempotency-Key", "b"),
                        Events.event("bad-key"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).path("detail").asString()).contains("1 to 128 printable ASCII");
        assertThat(twice.statusCode()).isEqualTo(400);
        assertCounts(headrace.post(EVENTS, Events.event("bad-key")), 1, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/event", "/EVENT"})
    void answersTheGuardianDialectsClientWithCreatedWhenItRepeats(String path) throws Exception {
        String body = "[" + Events.event("guardian" + path.charAt(1)) + "]";

        HttpResponse<String> first = headrace.post(path, body);
        HttpResponse<String> again = headrace.post(path, body);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(json(again)).isEqualTo(json(first));
        assertCounts(headrace.post(EVENTS, body), 0, 1, 0);
    }

    @Test
    void claimsNothingWhenItOnlyValidates() throws Exception {
        String event = Events.event("only-validated");
        headrace.post(EVENTS.replace("/events", "/validate"), event);

        assertCounts(headrace.post(EVENTS, event), 1, 0, 0);
        assertCounts(headrace.post(EVENTS.replace("/events", "/validate"), event), 1, 0, 0);
    }

    @Test
    void countsEveryEventOnce() throws Exception {
        String body =
                "["
                        + Events.event("counted")
                        + ","
                        + Events.event("counted")
                        + ","
                        + Events.event("counted").replace("\"value\":1", "\"value\":3")
                        + ",{}]";

        assertCounts(headrace.post(EVENTS, body), 1, 1, 2);

        String metrics = HeadraceProcess.get(headrace.internal("/metrics")).body();
        long received = sum(metrics, "headrace_events_received_total");
        assertThat(sum(metrics, "headrace_events_duplicate_total")).isPositive();
        assertThat(sum(metrics, "headrace_events_rejected_total")).isPositive();
        assertThat(received)
                .isEqualTo(
                        sum(metrics, "headrace_events_accepted_total")
                                + sum(metrics, "headrace_events_duplicate_total")
                                + sum(metrics, "headrace_events_rejected_total")
                                + sum(metrics, "headrace_events_suppressed_total"));
        assertThat(sum(metrics, "headrace_dedupe_entries")).isPositive();
        assertThat(sum(metrics, "headrace_dedupe_window_seconds")).isEqualTo(86_400);
        assertThat(sum(metrics, "headrace_dedupe_failed")).isZero();
    }

    private static long sum(String metrics, String name) {
        Matcher line =
                Pattern.compile("^" + name + "(?:\\{[^}]*})? ([0-9.E+]+)", Pattern.MULTILINE)
                        .matcher(metrics);
        assertThat(line.find()).as(name).isTrue();
        line.reset();
        return line.results().mapToLong(one -> (long) Double.parseDouble(one.group(1))).sum();
    }

    private static HttpResponse<String> keyed(String key, String body) throws Exception {
        return send(headrace.signed(EVENTS).header("Idempotency-Key", key), body);
    }

    private static HttpRequest.Builder person(String email) {
        return HttpRequest.newBuilder(headrace.url(EVENTS))
                .header("Content-Type", "application/json")
                .header("Cookie", COOKIES.header(email, Instant.now().plus(Duration.ofHours(1))));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String body)
            throws Exception {
        return HeadraceProcess.send(request.POST(BodyPublishers.ofString(body)).build());
    }

    private static void assertCounts(
            HttpResponse<String> answer, int accepted, int duplicates, int rejected) {
        JsonNode receipt = json(answer);
        assertThat(receipt.path("accepted").asInt(-1)).as(answer.body()).isEqualTo(accepted);
        assertThat(receipt.path("duplicates").asInt(-1)).as(answer.body()).isEqualTo(duplicates);
        assertThat(receipt.path("rejected")).as(answer.body()).hasSize(rejected);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<String> idsInLake(Path folder) throws IOException {
        return HeadraceProcess.lake(folder.resolve("lake")).stream()
                .map(one -> one.path("id").asString())
                .toList();
    }
}
