package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What a node answers is what its own description says: the status, and every member of the body.
 */
class OpenApiIT {

    private static final Duration SOON = Duration.ofSeconds(120);
    private static final String COUNTS = "/v1/query/counts";
    private static final String ORGANISATION = "7";

    @TempDir static Path data;

    private static HeadraceProcess headrace;
    private static JsonNode api;
    private static JsonNode admin;

    @BeforeAll
    static void start() throws Exception {
        ServiceKeys.write(data, Tenant.key(ORGANISATION));
        headrace = HeadraceProcess.start(data, Configurations.LAKE_AND_STORE, Map.of());
        api = document(request("/openapi"));
        admin = document(operator("/admin/openapi"));
        var event = new TenantDoor.Event(UUID.randomUUID(), "mark", Instant.now().minusSeconds(60));
        for (TenantDoor door : TenantDoor.shipped()) {
            HttpResponse<String> answer = HeadraceProcess.send(door.post(tenant(), event).build());
            assertThat(answer.statusCode()).as(door + " " + answer.body()).isEqualTo(door.taken());
        }
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(
                                        HeadraceProcess.send(
                                                        tenant().service(
                                                                        headrace.url(
                                                                                COUNTS
                                                                                        + "?stream=media"))
                                                                .build())
                                                .body())
                                .contains("\"count\":1"));
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    private static Tenant tenant() {
        return new Tenant(headrace, ORGANISATION);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(headrace.internal(path)).timeout(Duration.ofSeconds(60));
    }

    private static HttpRequest.Builder operator(String path) throws Exception {
        JsonNode tokens =
                JsonMapper.shared().readTree(Files.readAllBytes(data.resolve("keys/admin.json")));
        return request(path)
                .header("Authorization", "Bearer " + tokens.at("/tokens/0/token").asString());
    }

    private static JsonNode document(HttpRequest.Builder request) throws Exception {
        return new YAMLMapper().readTree(HeadraceProcess.send(request.build()).body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/query/counts | ?stream=user-telemetry | 200",
                "/v1/query/counts | ?stream=errors&event=app&by=level,release&every=1d | 200",
                "/v1/query/counts | ?stream=errors&by=colour | 400",
                "/v1/query/counts | ?stream=audit | 404",
                "/v1/query/counts | ?stream=pose | 404",
                "/v1/media/bandwidth/stats | ?group_by=connection_type&period=1h | 200",
                "/v1/media/bandwidth/stats | ?group_by=country_code | 200",
                "/v1/media/bandwidth/stats | ?group_by=planet | 400",
                "/v1/media/sessions/stats | ?period=24h | 200",
                "/v1/media/sessions/stats | ?period=24h&media_id=another | 200",
                "/v1/media/sessions/stats | ?group_by=country_code | 400",
                "/v1/streams | '' | 200",
                "/healthcheck | '' | 200",
            })
    void anAnswerIsAsTheDescriptionSays(String path, String query, int status) throws Exception {
        URI url = headrace.url(path + query);

        HttpResponse<String> answer = HeadraceProcess.send(tenant().service(url).build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertDescribed(api, path, answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/query/counts?stream=media",
                "/v1/media/bandwidth/stats?group_by=device_type",
                "/v1/media/sessions/stats"
            })
    void aStrangersAnswerIsDescribedToo(String question) throws Exception {
        HttpResponse<String> answer = HeadraceProcess.get(headrace.url(question));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertDescribed(api, question.replaceAll("\\?.*", ""), answer);
    }

    /** Everything that the description says operators can look at without naming one thing. */
    static Stream<String> whatOperatorsLookAt() {
        return admin.path("paths").properties().stream()
                .filter(path -> path.getValue().has("get"))
                .map(Map.Entry::getKey)
                .filter(path -> !path.contains("{") && !path.equals("/admin/openapi"));
    }

    @ParameterizedTest
    @MethodSource("whatOperatorsLookAt")
    void anOperatorsAnswerIsAsTheDescriptionSays(String path) throws Exception {
        await().atMost(SOON)
                .until(() -> HeadraceProcess.send(operator(path).build()).statusCode() == 200);

        assertDescribed(admin, path, HeadraceProcess.send(operator(path).build()));
        assertDescribed(admin, path, HeadraceProcess.send(request(path).build()));
    }

    /** A body has every member that must be there, and none that is not described. */
    private static void assertDescribed(
            JsonNode document, String path, HttpResponse<String> answer) {
        JsonNode responses = document.path("paths").path(path).at("/get/responses");
        JsonNode response =
                resolved(
                        document,
                        responses.has(String.valueOf(answer.statusCode()))
                                ? responses.path(String.valueOf(answer.statusCode()))
                                : responses.path("default"));
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(schema.isObject())
                .as("%s of %s with %d is described", type, path, answer.statusCode())
                .isTrue();

        List<Error> errors =
                schema(document, schema).validate(JsonMapper.shared().readTree(answer.body()));

        assertThat(errors).as(path + ": " + answer.body()).isEmpty();
        assertThat(schema(document, schema).validate(JsonMapper.shared().readTree("{\"x\":1}")))
                .as("a description that takes anything describes nothing")
                .isNotEmpty();
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    /** A JSON Schema of what OpenAPI 3.0 says in words of its own. */
    private static Schema schema(JsonNode document, JsonNode schema) {
        ObjectNode whole = JsonMapper.shared().createObjectNode();
        whole.putArray("allOf").add(schema.deepCopy());
        whole.set("components", document.path("components").deepCopy());
        translate(whole.path("allOf"));
        translate(whole.at("/components/schemas"));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
    }

    private static void translate(JsonNode node) {
        if (node instanceof ObjectNode object) {
            if (object.path("properties").isObject() && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            if (object.path("nullable").asBoolean(false)) {
                ArrayNode types = JsonMapper.shared().createArrayNode();
                types.add(object.path("type")).add("null");
                object.set("type", types);
            }
        }
        node.forEach(OpenApiIT::translate);
    }
}
