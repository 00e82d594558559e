package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every answer of the tables, asked from outside. */
class DoorsIT {

    private static final String EVENTS = "/v1/streams/user-telemetry/events";

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
    void acceptsAndShowsTheEventInTheLakeByteForByte() throws Exception {
        String event = Events.event("byte-for-byte").replace("\"value\":1", "\"value\":1.0");

        HttpResponse<String> answer = headrace.post(EVENTS, "[" + event + "]");

        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode receipt = json(answer);
        assertThat(receipt.path("accepted").asInt()).isEqualTo(1);
        assertThat(receipt.path("receipt").asString()).hasSizeGreaterThan(40);
        JsonNode envelope = awaitInLake("byte-for-byte");
        assertThat(envelope.path("stream").asString()).isEqualTo("user-telemetry");
        assertThat(envelope.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(envelope.path("occurredAt").asString()).isEqualTo("2026-11-21T23:16:31.433Z");
        assertThat(envelope.at("/principal/kind").asString()).isEqualTo("service");
        assertThat(Instant.parse(envelope.path("receivedAt").asString()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        assertThat(envelope.path("event").path("value").toString()).isEqualTo("1.0");
    }

    @Test
    void tellsForEachEventWhatIsWrongAndTakesTheRest() throws Exception {
        String body =
                "["
                        + Events.event("good-one")
                        + ","
                        + Events.event("bad-time").replace("2026-11-21T", "2026-02-31T")
                        + ",{\"app\":\"a\"}]";

        JsonNode receipt = json(headrace.post(EVENTS, body));

        assertThat(receipt.path("accepted").asInt()).isEqualTo(1);
        assertThat(receipt.path("rejected")).hasSize(2);
        JsonNode badTime = receipt.path("rejected").get(0);
        assertThat(badTime.path("index").asInt()).isEqualTo(1);
        assertThat(badTime.path("id").asString()).isEqualTo("bad-time");
        assertThat(badTime.path("code").asString()).isEqualTo("schema");
        assertThat(badTime.path("pointer").asString()).isEqualTo("/eventTime");
        assertThat(badTime.path("keyword").asString()).isEqualTo("format");
        assertThat(badTime.path("message").asString()).isNotBlank().doesNotContain("02-31");
        assertThat(badTime.path("fingerprint").asString()).matches("[0-9a-f]{16}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "202 | []",
                "422 | [{}]",
                "422 | {\"app\":1}",
                "422 | [17]",
                "400 | {",
                "400 | [{\"a\":1,\"a\":2}]",
                "400 | ",
            })
    void answersAsTheTableSays(int status, String body) throws Exception {
        assertThat(headrace.post(EVENTS, body == null ? "" : body).statusCode()).isEqualTo(status);
    }

    @Test
    void refusesOneLineOfNdjsonAndTakesTheOthers() throws Exception {
        String body = Events.event("line-1") + "\nnot json\n" + Events.event("line-2") + "\n";

        HttpResponse<String> answer =
                send(
                        headrace.signed(EVENTS).setHeader("Content-Type", "application/x-ndjson"),
                        body);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("accepted").asInt()).isEqualTo(2);
        assertThat(json(answer).at("/rejected/0/code").asString()).isEqualTo("json");
        assertThat(json(answer).at("/rejected/0/index").asInt()).isEqualTo(1);
    }

    @Test
    void takesGzipAndZstdAndBeaconsAsText() throws Exception {
        byte[] text = Events.event("packed").getBytes(StandardCharsets.UTF_8);
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(text);
        }

        assertThat(packed("gzip", gzip.toByteArray()).statusCode()).isEqualTo(202);
        assertThat(packed("zstd", com.github.luben.zstd.Zstd.compress(text)).statusCode())
                .isEqualTo(202);
        assertThat(
                        send(
                                        headrace.signed(EVENTS)
                                                .setHeader(
                                                        "Content-Type", "text/plain;charset=UTF-8"),
                                        Events.event("beacon"))
                                .statusCode())
                .isEqualTo(202);
    }

    @Test
    void refusesWhatIsTooLargeEvenWhenItIsPackedSmall() throws Exception {
        byte[] bomb = com.github.luben.zstd.Zstd.compress(new byte[50_000_000]);
        String largeEvent =
                Events.event("large")
                        .replace("\"a\":\"x\"", "\"a\":\"" + "y".repeat(300_000) + "\"");

        assertThat(packed("zstd", bomb).statusCode()).isEqualTo(413);
        assertThat(headrace.post(EVENTS, "[" + "{},".repeat(5_001) + "{}]").statusCode())
                .isEqualTo(413);
        assertThat(json(headrace.post(EVENTS, largeEvent)).at("/rejected/0/code").asString())
                .isEqualTo("too-large");
    }

    @Test
    void refusesStrangers() throws Exception {
        HttpRequest.Builder nobody =
                HttpRequest.newBuilder(headrace.url(EVENTS))
                        .header("Content-Type", "application/json");
        HttpRequest.Builder wrong =
                headrace.signed(EVENTS)
                        .setHeader(
                                "X-Gu-Tools-HMAC-Token",
                                "HMAC AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");

        HttpResponse<String> refused = send(nobody, "[]");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(json(refused).path("code").asString()).isEqualTo("unauthenticated");
        assertThat(send(wrong, "[]").statusCode()).isEqualTo(401);
        assertThat(send(wrong.setHeader("Cookie", goodCookie()), "[]").statusCode())
                .as("no fallback to a good cookie")
                .isEqualTo(401);
    }

    @Test
    void knowsAPersonByCookieAndKeepsNoAddress() throws Exception {
        String body = Events.event("from-a-person");

        HttpResponse<String> answer = send(withCookie(EVENTS, goodCookie()), body);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Headrace-Cookie-Grace-Until")).isEmpty();
        JsonNode envelope = awaitInLake("from-a-person");
        assertThat(envelope.at("/principal/kind").asString()).isEqualTo("person");
        assertThat(envelope.path("principal").toString())
                .contains("h1:")
                .doesNotContain("guardian.example");
    }

    @Test
    void tellsACookieInGraceUntilWhenItIsTaken() throws Exception {
        Instant expired = Instant.now().minus(Duration.ofHours(1));

        HttpResponse<String> answer =
                send(withCookie(EVENTS, COOKIES.header("ada@guardian.example", expired)), "[]");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Headrace-Cookie-Grace-Until").map(Instant::parse))
                .contains(Instant.ofEpochMilli(expired.plus(Duration.ofHours(24)).toEpochMilli()));
    }

    @Test
    void refusesACookieFromAForeignOriginAndStoresNothing() throws Exception {
        HttpResponse<String> foreign =
                send(
                        withCookie(EVENTS, goodCookie())
                                .setHeader("Content-Type", "text/plain")
                                .header("Origin", "https://evil.example"),
                        Events.event("from-a-foreign-page"));
        HttpResponse<String> own =
                send(
                        withCookie(EVENTS, goodCookie())
                                .header("Origin", "https://composer.gutools.example"),
                        Events.event("from-our-page"));

        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(own.statusCode()).isEqualTo(202);
        assertThat(own.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://composer.gutools.example");
        assertThat(own.headers().allValues("Vary")).contains("Origin");
        awaitInLake("from-our-page");
        assertThat(idsInLake()).doesNotContain("from-a-foreign-page");
    }

    @Test
    void checksWithoutStoring() throws Exception {
        String path = "/v1/streams/user-telemetry/validate";

        HttpResponse<String> good = headrace.post(path, Events.event("only-checked"));
        HttpResponse<String> bad = headrace.post(path, "{}");

        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(json(good).path("accepted").asInt()).isEqualTo(1);
        assertThat(json(good).has("receipt")).isFalse();
        assertThat(bad.statusCode()).isEqualTo(422);
        headrace.post(EVENTS, Events.event("after-only-checked"));
        awaitInLake("after-only-checked");
        assertThat(idsInLake()).doesNotContain("only-checked");
    }

    @Test
    void showsContractsToPeopleAndTools() throws Exception {
        HttpResponse<String> list = HeadraceProcess.get(headrace.url("/v1/streams"));
        HttpResponse<String> schema =
                HeadraceProcess.get(headrace.url("/v1/streams/user-telemetry/schemas/1"));

        assertThat(list.body()).contains("user-telemetry");
        assertThat(schema.statusCode()).isEqualTo(200);
        assertThat(json(schema).path("$schema").asString()).contains("json-schema.org");
        assertThat(HeadraceProcess.get(headrace.url("/v1/streams/nothing")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void answersWhatIsNotThereAsAProblem() throws Exception {
        HttpResponse<String> missing = HeadraceProcess.get(headrace.url("/no/such/path"));
        HttpResponse<String> method = HeadraceProcess.get(headrace.url("/event"));

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(json(missing).path("code").asString()).isEqualTo("not-found");
        assertThat(method.statusCode()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/ready", "/health/started", "/metrics", "/openapi"})
    void keepsInternalEndpointsOnTheInternalListener(String path) throws Exception {
        assertThat(HeadraceProcess.get(headrace.internal(path)).statusCode()).isEqualTo(200);
        assertThat(HeadraceProcess.get(headrace.url(path)).statusCode()).isEqualTo(404);
    }

    /** A platform's check asks for /health; what is the matter inside is for the inside. */
    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/live"})
    void saysOnThePublicListenerThatItAnswersAndNothingMore(String path) throws Exception {
        HttpResponse<String> outside = HeadraceProcess.get(headrace.url(path));
        HttpResponse<String> inside = HeadraceProcess.get(headrace.internal("/health"));

        assertThat(outside.statusCode()).isEqualTo(200);
        assertThat(outside.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(outside.body()).isEqualTo("{\"status\":\"UP\",\"checks\":[]}");
        assertThat(json(inside).path("checks").size()).isGreaterThan(2);
    }

    @Test
    void countsWhatItAnswered() throws Exception {
        headrace.post(EVENTS, "[" + Events.event("counted") + ",{}]");

        String metrics = HeadraceProcess.get(headrace.internal("/metrics")).body();

        assertThat(metrics)
                .containsPattern(
                        "headrace_events_accepted_total\\{[^}]*stream=\"user-telemetry\"[^}]*\\} [1-9]")
                .containsPattern(
                        "headrace_events_rejected_total\\{[^}]*code=\"schema\"[^}]*\\} [1-9]")
                .containsPattern("headrace_sink_lag_records\\{[^}]*sink=\"lake\"");
    }

    private static HttpResponse<String> packed(String encoding, byte[] body) throws Exception {
        return HeadraceProcess.send(
                headrace.signed(EVENTS)
                        .header("Content-Encoding", encoding)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request, String body)
            throws Exception {
        return HeadraceProcess.send(request.POST(BodyPublishers.ofString(body)).build());
    }

    private static HttpRequest.Builder withCookie(String path, String cookie) {
        return HttpRequest.newBuilder(headrace.url(path))
                .header("Content-Type", "application/json")
                .header("Cookie", cookie);
    }

    private static String goodCookie() {
        return COOKIES.header("ada@guardian.example", Instant.now().plus(Duration.ofHours(1)));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<String> idsInLake() throws IOException {
        return HeadraceProcess.lake(data.resolve("lake")).stream()
                .map(one -> one.path("id").asString())
                .toList();
    }

    private static JsonNode awaitInLake(String id) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                HeadraceProcess.lake(data.resolve("lake")).stream()
                                        .filter(one -> one.path("id").asString().equals(id))
                                        .findFirst()
                                        .orElse(null),
                        found -> found != null);
    }
}
