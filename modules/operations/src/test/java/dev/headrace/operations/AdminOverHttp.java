package dev.headrace.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.Principal;
import dev.headrace.event.Rejection;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.LogRecord;
import dev.headrace.eventlog.Position;
import dev.headrace.eventlog.RejectedEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What tests of the admin resources over HTTP share. */
abstract class AdminOverHttp {

    static final String CANARY = "canary-4711";
    static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

    @TempDir static Path data;

    static final HttpClient HTTP = HttpClient.newHttpClient();
    static AdminServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new AdminServer(data);
        var letters = new ArrayList<DeadLetter>();
        for (int i = 0; i < 5; i++) {
            letters.add(letter("lake", TestStreams.OPEN, "open-" + i, i));
        }
        letters.add(letter("lake", TestStreams.SECRET, CANARY, 9));
        letters.add(letter("lake", new StreamName("forgotten"), CANARY, 9));
        letters.add(letter("warehouse", TestStreams.OPEN, "open-w", 9));
        server.deadLetters.append(letters);
        server.rejects.append(
                List.of(
                        reject(TestStreams.OPEN, "open-r", "00ff"),
                        reject(TestStreams.SECRET, CANARY, "11ff")));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static DeadLetter letter(String sink, StreamName stream, String id, int minute) {
        String json = "{\"id\":\"%s\",\"value\":1.0}".formatted(id);
        return new DeadLetter(
                sink,
                stream,
                1,
                AT,
                new Principal(
                        Principal.Kind.SERVICE, id, Optional.of(CANARY + "@x"), Optional.empty()),
                AT.plus(Duration.ofMinutes(minute)),
                "too-large",
                "over the column's width",
                new LogRecord(
                        new Position("node00000000", minute),
                        id,
                        AT,
                        "",
                        List.of(),
                        ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer()));
    }

    static RejectedEvent reject(StreamName stream, String id, String fingerprint) {
        return new RejectedEvent(
                AT,
                stream,
                Principal.service(id),
                new Rejection(
                        0,
                        Optional.of(id),
                        Rejection.Code.SCHEMA,
                        "/" + id,
                        "type",
                        "must be a text",
                        fingerprint));
    }

    static HttpRequest.Builder as(String role, String path) {
        return HttpRequest.newBuilder(URI.create(server.internal(path)))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + server.token(role));
    }

    static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(as("viewer", path));
    }

    static HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return send(
                as("operator", path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(answer.body());
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("type").asString()).isEqualTo("urn:headrace:problem:" + code);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
    }

    /** Every described operation, for example {@code GET /admin/sinks/lake}. */
    static Stream<String> operations() throws IOException {
        var operations = new TreeSet<String>();
        AdminOpenApiTest.document()
                .path("paths")
                .forEachEntry((path, verbs) ->
                        verbs.forEachEntry((verb, operation) -> {
                            if (operation.has("operationId")
                                    && AdminOpenApiTest.isOfThisModule(operation)) {
                                operations.add(
                                        verb.toUpperCase(Locale.ROOT)
                                                + " "
                                                + path.replace("{name}", "lake")
                                                        .replace("{id}", "r0"));
                            }
                        }));
        return operations.stream();
    }

    static HttpRequest.Builder operation(String operation, String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .method(
                        operation.substring(0, operation.indexOf(' ')),
                        operation.startsWith("POST")
                                ? BodyPublishers.ofString("{}")
                                : BodyPublishers.noBody());
    }
}
