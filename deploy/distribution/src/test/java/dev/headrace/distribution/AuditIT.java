package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.HmacSigner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

/** The audit door, asked from outside: its answers, and that nobody reads what it takes. */
class AuditIT {

    private static final String DOOR = "/v1/audit/ingest";
    private static final String EVENTS = "/v1/streams/audit/events";
    private static final String CORE = "the-secret-of-the-core-api-1";
    private static final String UNSCOPED = "the-secret-of-other-services";

    /** Stands in every event; whoever sees it has read one. */
    private static final String CANARY = "canary-of-a-patient";

    @TempDir static Path data;

    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() throws IOException {
        ServiceKeys.write(data, ServiceKeys.shared(UNSCOPED), ServiceKeys.core(CORE, "7", "9"));
        headrace = HeadraceProcess.start(data, Configurations.LAKE, Map.of());
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    private static String event(String agent, String more) {
        return """
        {"action":"UPDATE","entity_type":"appointment","entity_id":1001,"user_id":42,
         "organization_id":7,"ip_address":"192.0.2.7","user_agent":"%s %s",
         "request_path":"/v1/appointments/1001","status_code":200,
         "timestamp":"2026-11-22T07:51:27.669Z"%s}\
        """
                .formatted(CANARY, agent, more);
    }

    private static HttpRequest.Builder signed(URI url, String secret) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json");
        new HmacSigner(secret).headers(Instant.now(), url.getPath()).forEach(request::header);
        return request;
    }

    private static HttpResponse<String> post(String secret, String body) throws Exception {
        return HeadraceProcess.send(
                signed(headrace.internal(DOOR), secret)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static List<JsonNode> inLake(String agent) throws IOException {
        return HeadraceProcess.lake(data.resolve("lake")).stream()
                .filter(line -> line.at("/event/user_agent").asString("").endsWith(" " + agent))
                .toList();
    }

    @Test
    void takesABatchAndPutsEachOrganisationsEventsUnderItsName() throws Exception {
        String other = event("two", "").replace("\"organization_id\":7", "\"organization_id\":9");

        HttpResponse<String> answer =
                post(CORE, "{\"events\":[" + event("one", "") + "," + other + "]}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(json(answer).path("accepted").asInt()).isEqualTo(2);
        assertThat(json(answer).path("duplicates").asInt()).isZero();
        assertThat(json(answer).path("rejected").isEmpty()).isTrue();
        await().atMost(Duration.ofSeconds(120)).until(() -> inLake("two").size() == 1);
        assertThat(inLake("one")).hasSize(1);
        assertThat(inLake("one").getFirst().path("organisation").asString()).isEqualTo("7");
        assertThat(inLake("two").getFirst().path("organisation").asString()).isEqualTo("9");
        assertThat(inLake("two").getFirst().at("/principal/name").asString()).isEqualTo("core-api");
        assertThat(inLake("two").getFirst().path("id").asString())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-.*");
    }

    @Test
    void countsADuplicateOnceHoweverItIsWritten() throws Exception {
        String once = event("repeated", "");
        post(CORE, "{\"events\":[" + once + "]}");

        HttpResponse<String> answer =
                post(CORE, "{\"events\":[" + once.replaceAll("\n *", "") + "," + once + "]}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("accepted").asInt()).isZero();
        assertThat(json(answer).path("duplicates").asInt()).isEqualTo(2);
        await().atMost(Duration.ofSeconds(120)).until(() -> inLake("repeated").size() == 1);
    }

    /** Absent is a patient; a forwarder that repeats itself gets the same hash and the same id. */
    @Test
    void knowsAPatientByAKeyedHashOfTheOrganisationAlone() throws Exception {
        String events =
                Stream.of(
                                event("unsaid", ""),
                                event("patient", ",\"actor_type\":\"patient\""),
                                event("staff", ",\"actor_type\":\"staff\""),
                                event("elsewhere", "")
                                        .replace("\"organization_id\":7", "\"organization_id\":9"))
                        .map(one -> one.replace("\"user_id\":42", "\"user_id\":987654321012"))
                        .collect(Collectors.joining(",", "{\"events\":[", "]}"));
        assertThat(json(post(CORE, events)).path("accepted").asInt()).isEqualTo(4);
        assertThat(json(post(CORE, events)).path("duplicates").asInt()).isEqualTo(4);

        await().atMost(Duration.ofSeconds(120)).until(() -> inLake("elsewhere").size() == 1);
        JsonNode unsaid = inLake("unsaid").getFirst();
        JsonNode staff = inLake("staff").getFirst();
        assertThat(staff.at("/event/user_id").asLong()).isEqualTo(987654321012L);
        assertThat(staff.at("/event").has("actor_hash")).isFalse();
        assertThat(unsaid.at("/event/actor_hash").asString()).matches("h1:[A-Za-z0-9_-]{22}");
        assertThat(unsaid.at("/event").has("user_id")).isFalse();
        assertThat(inLake("patient").getFirst().at("/event/actor_hash"))
                .isEqualTo(unsaid.at("/event/actor_hash"));
        assertThat(inLake("elsewhere").getFirst().at("/event/actor_hash"))
                .isNotEqualTo(unsaid.at("/event/actor_hash"));
        assertThat(List.of(unsaid, inLake("patient").getFirst(), inLake("elsewhere").getFirst()))
                .allSatisfy(line -> assertThat(line.toString()).doesNotContain("987654321012"));
    }

    @Test
    void saysWhichEventsItRefusesAndWhyAndTakesTheRest() throws Exception {
        String body =
                "{\"events\":["
                        + String.join(
                                ",",
                                event("good", ""),
                                event("bad", ",\"action_context\":\"break_glass\""),
                                event("bad", ",\"action_context\":\"impersonation\""),
                                event("bad", "")
                                        .replace("\"organization_id\":7", "\"organization_id\":8"),
                                event("bad", "").replace("2026-11-22", "2099-11-22"))
                        + "]}";

        HttpResponse<String> answer = post(CORE, body);

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("accepted").asInt()).isEqualTo(1);
        assertThat(json(answer).path("rejected").valueStream())
                .extracting(
                        one -> one.path("index").asInt(),
                        one -> one.path("code").asString(),
                        one -> one.path("field").asString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, "schema", ""),
                        org.assertj.core.groups.Tuple.tuple(2, "schema", ""),
                        org.assertj.core.groups.Tuple.tuple(
                                3, "wrong-organisation", "/organization_id"),
                        org.assertj.core.groups.Tuple.tuple(4, "schema", "/timestamp"));
        assertThat(answer.body()).doesNotContain(CANARY);
    }

    @Test
    void takesBreakGlassAndImpersonationWithTheirIds() throws Exception {
        HttpResponse<String> answer =
                post(
                        CORE,
                        "{\"events\":["
                                + event(
                                        "broken",
                                        ",\"action_context\":\"break_glass\",\"break_glass_id\":3")
                                + ","
                                + event(
                                        "impersonated",
                                        ",\"action_context\":\"impersonation\",\"impersonation_id\":4")
                                + "]}");

        assertThat(json(answer).path("accepted").asInt()).as(answer.body()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{ | 400",
                "~~ | 400",
                "[] | 400",
                "{\"events\":[{]} | 400",
                "{\"events\":[],\"more\":1} | 400",
                "{\"events\":[{}]} | 422",
                "{\"events\":[1,null]} | 422",
            })
    void answersAnotherBodyAsTheTableSays(String body, int status) throws Exception {
        assertThat(post(CORE, body).statusCode()).isEqualTo(status);
    }

    @Test
    void refusesMoreThanFiveHundredEvents() throws Exception {
        String many = IntStream.range(0, 501).mapToObj(i -> "{}").collect(Collectors.joining(","));

        assertThat(post(CORE, "{\"events\":[" + many + "]}").statusCode()).isEqualTo(413);
    }

    @Test
    void refusesOtherContentTypes() throws Exception {
        HttpRequest ndjson =
                signed(headrace.internal(DOOR), CORE)
                        .setHeader("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString("{\"events\":[]}"))
                        .build();

        assertThat(HeadraceProcess.send(ndjson).statusCode()).isEqualTo(415);
    }

    @Test
    void asksWhoItIsAndForWhichOrganisations() throws Exception {
        String body = "{\"events\":[" + event("stranger", "") + "]}";
        HttpRequest nobody =
                HttpRequest.newBuilder(headrace.internal(DOOR))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();

        assertThat(HeadraceProcess.send(nobody).statusCode()).isEqualTo(401);
        assertThat(post("a-secret-that-nobody-has", body).statusCode()).isEqualTo(401);
        assertThat(post(UNSCOPED, body).statusCode()).isEqualTo(403);
    }

    @Test
    void inflatesWithinItsBounds() throws Exception {
        HttpRequest request =
                signed(headrace.internal(DOOR), CORE)
                        .header("Content-Encoding", "gzip")
                        .POST(
                                BodyPublishers.ofByteArray(
                                        gzip("{\"events\":[" + event("packed", "") + "]}")))
                        .build();
        HttpRequest tooLarge =
                signed(headrace.internal(DOOR), CORE)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(gzip(" ".repeat((1 << 20) + 1))))
                        .build();

        assertThat(HeadraceProcess.send(request).statusCode()).isEqualTo(202);
        assertThat(HeadraceProcess.send(tooLarge).statusCode()).isEqualTo(413);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    /** The answer on the public listener is that of a path, or a stream, that nobody ever had. */
    @ParameterizedTest
    @ValueSource(strings = {DOOR, "/v1/audit", "/V1/audit/ingest", "/v1/audit/ingest/"})
    void isNotThereOnThePublicListener(String path) throws Exception {
        String body = "{\"events\":[" + event("public", "") + "]}";
        HttpResponse<String> nowhere = publicly("/v1/nothing/here", body);

        HttpResponse<String> answer = publicly(path, body);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(nowhere.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events", "/validate", "", "/schemas/1"})
    void isNoStreamOfThePublicListener(String below) throws Exception {
        String body = "[" + event("public", "") + "]";
        boolean posts = below.equals("/events") || below.equals("/validate");
        URI audit = headrace.url("/v1/streams/audit" + below);
        URI unknown = headrace.url("/v1/streams/nothing" + below);

        HttpResponse<String> answer =
                posts ? publicly(audit.getPath(), body) : HeadraceProcess.get(audit);
        HttpResponse<String> other =
                posts ? publicly(unknown.getPath(), body) : HeadraceProcess.get(unknown);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(other.body());
        assertThat(HeadraceProcess.get(headrace.url("/v1/streams")).body()).doesNotContain("audit");
    }

    private static HttpResponse<String> publicly(String path, String body) throws Exception {
        return HeadraceProcess.send(
                signed(headrace.url(path), CORE).POST(BodyPublishers.ofString(body)).build());
    }

    @Test
    void takesTheSameEventsAtTheCanonicalDoorOfTheInternalListener() throws Exception {
        HttpResponse<String> answer =
                HeadraceProcess.send(
                        signed(headrace.internal(EVENTS), CORE)
                                .POST(BodyPublishers.ofString("[" + event("canonical", "") + "]"))
                                .build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** Whatever a listener shows to whoever may see most: no event, and no piece of one. */
    @Test
    void nobodyReadsWhatWasTaken() throws Exception {
        HttpResponse<String> taken =
                post(
                        CORE,
                        "{\"events\":["
                                + event("secret", "")
                                + ","
                                + event("secret", ",\"patient\":\"" + CANARY + "\"")
                                + "]}");
        String receipt = json(taken).path("receipt").asString();
        String operator = operatorToken();

        assertThat(taken.statusCode()).isEqualTo(202);
        for (String path :
                List.of(
                        "/admin/dead-letters",
                        "/admin/dead-letters?payload=true",
                        "/admin/rejects",
                        "/admin/rejects?stream=audit",
                        "/admin/rejects/causes",
                        "/admin/accounts",
                        "/admin/streams",
                        "/admin/sinks",
                        "/admin/log",
                        "/admin/replays",
                        "/admin/journal",
                        "/admin/keys",
                        "/metrics",
                        "/openapi",
                        "/health",
                        "/v1/streams",
                        "/v1/streams/audit",
                        "/v1/receipts/" + receipt)) {
            URI url = headrace.internal(path);
            HttpResponse<String> seen =
                    HeadraceProcess.send(
                            signed(url, CORE)
                                    .header("Authorization", "Bearer " + operator)
                                    .build());
            assertThat(seen.statusCode()).as(path).isIn(200, 503);
            assertThat(seen.body()).as(path).doesNotContain(CANARY).doesNotContain("192.0.2.7");
        }
        assertThat(headrace.log()).doesNotContain(CANARY).doesNotContain("192.0.2.7");
    }

    private static String operatorToken() throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readAllBytes(data.resolve("keys/admin.json")))
                .at("/tokens/0/token")
                .asString();
    }
}
