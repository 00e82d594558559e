package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bodies that the seed systems document, letter by letter, and those that their own clients
 * really sent: each is taken or refused as its system's specification says.
 */
class SeedExamplesIT {

    private static final Duration SOON = Duration.ofSeconds(120);

    /** The example of the deployments' own page. */
    private static final String DEPLOYMENT =
            """
            {
              "version": "0.0.1",
              "stack_id": "3d9c49ce-8367-43ec-8884-568c8d43faec",
              "metrics": {
                "tokenizeSuccess": 4,
                "tokenizeFailure": 0,
                "detokenizeSuccess": 2,
                "detokenizeFailure": 0,
                "createGrantSuccess": 2,
                "createGrantFailure": 0
              }
            }
            """;

    /** What a forwarder in Go writes of its struct: zeros that may be left out are. */
    private static final String AUDIT =
            """
            {"action":"UPDATE","entity_type":"appointment","user_id":42,"organization_id":7,\
            "ip_address":"203.0.113.9","user_agent":"%s","request_path":"/v1/appointments/1001",\
            "status_code":200,"timestamp":"2026-11-22T09:51:27.669123456+02:00"%s}\
            """;

    @TempDir static Path data;

    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() throws IOException {
        ServiceKeys.write(data, Tenant.key("7"));
        headrace = HeadraceProcess.start(data, Configurations.LAKE, Map.of());
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    private static HttpResponse<String> post(String path, String type, String body)
            throws Exception {
        return HeadraceProcess.send(
                HttpRequest.newBuilder(headrace.url(path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static List<JsonNode> inLake(String pointer, String value) throws IOException {
        return HeadraceProcess.lake(data.resolve("lake")).stream()
                .filter(line -> line.at(pointer).asString("").equals(value))
                .toList();
    }

    private static JsonNode awaitOne(String pointer, String value) {
        return await().atMost(SOON)
                .until(() -> inLake(pointer, value), found -> found.size() == 1)
                .getFirst();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void aDeploymentsDocumentedBodyIsOneLineWithReceivedTimeAndTag() throws Exception {
        assertThat(post("/record", "application/json", DEPLOYMENT).statusCode()).isEqualTo(200);

        JsonNode line = awaitOne("/event/stack_id", "3d9c49ce-8367-43ec-8884-568c8d43faec");

        assertThat(Instant.parse(line.path("receivedAt").asString()))
                .isBetween(Instant.now().minusSeconds(600), Instant.now().plusSeconds(1));
        var expected = (ObjectNode) json(DEPLOYMENT);
        expected.put("tag", "deployment");
        expected.put("source_ip_prefix", "127.0.0.0/24");
        expected.put("trust", "unsigned");
        assertThat(line.path("event")).isEqualTo(expected);
    }

    /** What the collector sends: the newer form has one wrong name, the older one two. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stack_id        | lacks the property metrics; it has collected_metrics instead, has the unknown property collected_metrics",
                "deployment_uuid | lacks the property stack_id, lacks the property metrics; it has collected_metrics instead, has the unknown property collected_metrics, has the unknown property deployment_uuid",
            })
    void theCollectorsDriftedBodiesAreRefusedNamingEveryFault(String id, String faults)
            throws Exception {
        String drifted =
                DEPLOYMENT.replace("\"metrics\"", "\"collected_metrics\"").replace("stack_id", id);

        HttpResponse<String> answer = post("/record/deployment", "application/json", drifted);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer.body()).path("message").asString())
                .isEqualTo("Invalid request body");
        assertThat(
                        json(answer.body())
                                .path("errors")
                                .valueStream()
                                .map(fault -> fault.path("message").asString()))
                .containsExactlyInAnyOrder(faults.split(", "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{}                                                        | 200",
                "{\"env\":\"dev\",\"user_id\":\"deadbeef-cafebabe-f00ddead-00000000\"} | 200",
                "{\"system_info\":{\"docker_version\":\"-1\",\"docker_compose_version\":\"-1\",\"node_version\":\"v16.13.0\",\"host_platform\":\"linux\",\"host_release\":\"5.15.0\"}} | 200",
                "{\"error_message\":\"Der Stapel fiel um: größer als erwartet\"} | 200",
                "{\"metric_tag\":\"cli\"}                                   | 400",
                "{\"system_info\":{\"docker_version\":\"-1\"}}              | 400",
                "{\"success\":\"yes\"}                                     | 400",
            })
    void whatTheCommandLineSendsIsJudgedAsItsModelSays(String more, int status) throws Exception {
        var body = (ObjectNode) json("{\"version\":\"0.0.1\",\"command\":\"x\",\"success\":true}");
        body.setAll((ObjectNode) json(more));

        HttpResponse<String> answer = post("/record/cli", "application/json", body.toString());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    /** Whatever {@code changes any} holds comes out as it went in. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",\"entity_id\":9007199254740993",
                ",\"changes\":{\"status\":[\"booked\",\"arrived\"],\"n\":1.10}",
                ",\"changes\":[1,null,\"x\"]",
                ",\"changes\":\"text\"",
                ",\"changes\":17",
                ",\"changes\":true",
                ",\"action_context\":\"normal\"",
                ",\"action_context\":\"break_glass\",\"break_glass_id\":9007199254740993",
                ",\"action_context\":\"impersonation\",\"impersonation_id\":4",
                ",\"break_glass_id\":3,\"impersonation_id\":4",
            })
    void theAuditStructRoundTrips(String more) throws Exception {
        String agent = UUID.randomUUID().toString();
        String event = AUDIT.formatted(agent, more + ",\"actor_type\":\"staff\"");

        HttpResponse<String> answer = ingest(event);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(json(answer.body()).path("accepted").asInt()).isOne();
        JsonNode line = awaitOne("/event/user_agent", agent);
        ObjectNode stored = (ObjectNode) line.path("event").deepCopy();
        assertThat(stored.remove("address_hash").asString())
                .as("what the server adds for the rules of security")
                .matches("h1:[A-Za-z0-9_-]{22}");
        assertThat(stored).isEqualTo(json(event));
        assertThat(line.path("organisation").asString()).isEqualTo("7");
        assertThat(Instant.parse(line.path("occurredAt").asString()))
                .isEqualTo(Instant.parse("2026-11-22T07:51:27.669123456Z"));
    }

    @ParameterizedTest
    @CsvSource({"break_glass", "impersonation"})
    void aSpecialOperationWithoutItsIdIsRefused(String context) throws Exception {
        HttpResponse<String> answer =
                ingest(AUDIT.formatted("x", ",\"action_context\":\"" + context + "\""));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer.body()).path("accepted").asInt()).isZero();
        assertThat(json(answer.body()).at("/rejected/0/message").asString())
                .contains(context + "_id");
    }

    private static HttpResponse<String> ingest(String event, String... headers) throws Exception {
        HttpRequest.Builder request =
                new Tenant(headrace, "7")
                        .service(headrace.internal("/v1/audit/ingest"))
                        .header("Content-Type", "application/json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HeadraceProcess.send(
                request.POST(BodyPublishers.ofString("{\"events\":[" + event + "]}")).build());
    }

    /** The legal grounds differ: who does not want to be tracked is still audited. */
    @ParameterizedTest
    @ValueSource(strings = {"Sec-GPC", "DNT"})
    void aSignalKeepsAnalyticsAwayAndAuditNot(String signal) throws Exception {
        String agent = UUID.randomUUID().toString();
        var tenant = new Tenant(headrace, "7");
        var event =
                new TenantDoor.Event(UUID.randomUUID(), "mark" + signal.length(), Instant.now());

        HttpResponse<String> analytics =
                HeadraceProcess.send(
                        TenantDoor.ANALYTICS.post(tenant, event).header(signal, "1").build());
        HttpResponse<String> audit = ingest(AUDIT.formatted(agent, ""), signal, "1");

        assertThat(analytics.statusCode()).isEqualTo(202);
        assertThat(json(analytics.body()).path("recorded").asBoolean(true)).isFalse();
        assertThat(json(audit.body()).path("accepted").asInt()).isOne();
        awaitOne("/event/user_agent", agent);
        assertThat(inLake("/id", event.id().toString())).isEmpty();
    }

    /** The example of a session's begin, with every figure that it documents. */
    @Test
    void aPlayersDocumentedBeginIsTaken() throws Exception {
        String session = UUID.randomUUID().toString();
        String event =
                """
                {"event":"session_start","session_id":"%s","media_id":"a1b2c3","media_type":"video",
                 "timestamp":"%s","data":{"total_duration_seconds":120.5,"ttfb_ms":340,
                 "video_load_time_ms":1200,"cdn_response_time_ms":280,"connection_type":"wifi",
                 "effective_bandwidth":12.5,"rtt_ms":45,"initial_bitrate":2500000,
                 "initial_resolution":"720p"}}
                """
                        .formatted(session, Instant.now());

        HttpResponse<String> answer =
                HeadraceProcess.send(
                        new Tenant(headrace, "7")
                                .session(headrace.url("/v1/media/events"), session)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(event))
                                .build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(json(answer.body()).path("status").asString()).isEqualTo("accepted");
        assertThat(json(answer.body()).path("session_id").asString()).isEqualTo(session);
        assertThat(awaitOne("/event/session_id", session).at("/event/data"))
                .isEqualTo(json(event).path("data"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"csp-violation", "deprecation", "intervention", "crash", "network-error"})
    void everyKindOfABrowsersOwnReportsIsTaken(String type) throws Exception {
        String page = "https://www.example.org/" + UUID.randomUUID();
        String reports =
                """
                [{"age":53531,"type":"%s","url":"%s","user_agent":"Mozilla/5.0","body":{}}]
                """
                        .formatted(type, page);

        HttpResponse<String> answer =
                post("/v1/errors/report", "application/reports+json", reports);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
        assertThat(awaitOne("/event/url", page).at("/event/type").asString()).isEqualTo(type);
    }

    /** Each endpoint of the platform's table is on its listener, where it knows nobody unnamed. */
    @ParameterizedTest
    @CsvSource({
        "internal, POST, /v1/audit/ingest, 401",
        "public, POST, /v1/audit/ingest, 404",
        "public, POST, /v1/analytics/track, 401",
        "internal, POST, /v1/analytics/track, 404",
        "public, POST, /v1/media/events, 401",
        "internal, POST, /v1/media/events, 404",
        "public, POST, /v1/pose/frames, 401",
        "internal, POST, /v1/pose/frames, 404",
        "public, POST, /v1/errors/report, 401",
        "internal, POST, /v1/errors/report, 404",
        "public, GET, /v1/media/bandwidth/stats, 401",
        "public, GET, /v1/media/sessions/stats, 401",
        "internal, GET, /health, 200",
        "public, GET, /health, 200",
        "public, GET, /health/live, 200",
        "public, POST, /record, 400",
        "public, POST, /record/deployment, 400",
        "public, POST, /record/cli, 400",
        "public, POST, /v1/web/event, 400",
        "public, POST, /v1/web/pageview, 400",
        "public, GET, /count.gif, 200",
    })
    void everyEndpointIsOnItsListener(String listener, String verb, String path, int status)
            throws Exception {
        URI url = listener.equals("public") ? headrace.url(path) : headrace.internal(path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url)
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json");

        HttpResponse<String> answer =
                HeadraceProcess.send(
                        (verb.equals("GET")
                                        ? request.GET()
                                        : request.POST(BodyPublishers.ofString("{")))
                                .build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }
}
