package dev.headrace.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.event.Principal;
import dev.headrace.event.Rejection;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.LogRecord;
import dev.headrace.eventlog.Position;
import dev.headrace.eventlog.RejectedEvent;
import dev.headrace.publishing.SinkState;
import java.io.IOException;
import java.net.Socket;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every admin resource over HTTP. */
class AdminResourcesTest {

    private static final String CANARY = "canary-4711";
    private static final Instant AT = Instant.parse("2026-11-22T08:00:00Z");

    @TempDir static Path data;

    private static final Pattern CONTENT_LENGTH =
            Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static AdminServer server;

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

    private static DeadLetter letter(String sink, StreamName stream, String id, int minute) {
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

    private static RejectedEvent reject(StreamName stream, String id, String fingerprint) {
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

    private static HttpRequest.Builder as(String role, String path) {
        return HttpRequest.newBuilder(URI.create(server.internal(path)))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + server.token(role));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(as("viewer", path));
    }

    private static HttpResponse<String> post(String path, String body)
            throws IOException, InterruptedException {
        return send(
                as("operator", path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String code) {
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
                            if (operation.has("operationId")) {
                                operations.add(
                                        verb.toUpperCase(Locale.ROOT)
                                                + " "
                                                + path.replace("{name}", "lake")
                                                        .replace("{id}", "r0"));
                            }
                        }));
        return operations.stream();
    }

    private static HttpRequest.Builder operation(String operation, String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(60))
                .method(
                        operation.substring(0, operation.indexOf(' ')),
                        operation.startsWith("POST")
                                ? BodyPublishers.ofString("{}")
                                : BodyPublishers.noBody());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void isNotOnThePublicListener(String operation) throws Exception {
        String url = server.open(operation.substring(operation.indexOf(' ') + 1));

        assertThat(
                        send(operation(operation, url)
                                        .header(
                                                "Authorization",
                                                "Bearer " + server.token("operator")))
                                .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void needsAToken(String operation) throws Exception {
        server.clock.step(Duration.ofSeconds(1));
        String url = server.internal(operation.substring(operation.indexOf(' ') + 1));

        HttpResponse<String> answer = send(operation(operation, url));

        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(text -> assertThat(text).startsWith("Bearer"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anUnknownQueryParameterIsRefusedAndTheKnownOnesAreTheDescribedOnes(String operation)
            throws Exception {
        String path = operation.substring(operation.indexOf(' ') + 1);
        String url = server.internal(path + "?nonsense=1");

        HttpResponse<String> answer =
                send(
                        operation(operation, url)
                                .header("Authorization", "Bearer " + server.token("operator")));

        assertProblem(answer, 400, "bad-request");
        var described = new TreeSet<String>();
        AdminOpenApiTest.document()
                .path("paths")
                .path(path.replace("/lake", "/{name}").replace("/r0", "/{id}"))
                .path(operation.substring(0, operation.indexOf(' ')).toLowerCase(Locale.ROOT))
                .path("parameters")
                .forEach(parameter -> described.add(parameter.path("name").asString()));
        assertThat(answer.body())
                .contains(
                        described.isEmpty()
                                ? "there is none here"
                                : "known are " + String.join(", ", described));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void neverShowsWhatIsOfAnUnreadableStream(String operation) throws Exception {
        String path = operation.substring(operation.indexOf(' ') + 1);

        HttpResponse<String> answer =
                send(
                        operation(operation, server.internal(path))
                                .header("Authorization", "Bearer " + server.token("operator")));

        assertThat(answer.body()).doesNotContain(CANARY);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void aViewerMayNotChangeAnything() throws Exception {
        for (String operation : operations().filter(one -> one.startsWith("POST")).toList()) {
            String path = operation.substring(operation.indexOf(' ') + 1);
            HttpResponse<String> answer =
                    send(
                            operation(operation, server.internal(path))
                                    .header("Authorization", "Bearer " + server.token("viewer")));
            assertProblem(answer, 403, "forbidden");
        }
        assertThat(server.sinks.state("lake")).isEqualTo(SinkState.RUNNING);
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example.org, '', foreign-host",
        "127.0.0.1.evil.example.org:80, '', foreign-host",
        "localhost, http://evil.example.org, foreign-origin",
        "localhost, null, foreign-origin"
    })
    void aForeignHostOrOriginIsRefusedEvenWithAToken(String host, String origin, String code)
            throws Exception {
        String answer =
                raw(
                        "GET /admin/sinks HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nAuthorization: Bearer "
                                + server.token("operator")
                                + (origin.isEmpty() ? "" : "\r\nOrigin: " + origin)
                                + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403").contains("\"code\":\"" + code + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin//sinks",
                "//admin/sinks",
                "/%61dmin/sinks",
                "/admin/./sinks",
                "/x/../admin/sinks",
                "/admin;a=b/sinks",
                "/ADMIN/sinks",
                "/admin/sinks/"
            })
    void noWayAroundTheGuardLeadsToAResource(String path) throws Exception {
        server.clock.step(Duration.ofSeconds(1));

        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .matches("(?s)HTTP/1.1 (400|401|404).*")
                .doesNotContain("lagRecords");
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.internalPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[16 * 1024];
            int length = 0;
            while (length < answer.length && !isWhole(answer, length)) {
                int read = socket.getInputStream().read(answer, length, answer.length - length);
                if (read < 0) {
                    break;
                }
                length += read;
            }
            return new String(answer, 0, length, StandardCharsets.UTF_8);
        }
    }

    private static boolean isWhole(byte[] answer, int length) {
        String text = new String(answer, 0, length, StandardCharsets.UTF_8);
        int head = text.indexOf("\r\n\r\n");
        Matcher size = CONTENT_LENGTH.matcher(text);
        return head >= 0 && (!size.find() || length >= head + 4 + Integer.parseInt(size.group(1)));
    }

    @Test
    void whatIsNotThereIsAProblemToo() throws Exception {
        assertProblem(get("/admin"), 404, "not-found");
        assertProblem(get("/admin/nothing"), 404, "not-found");
        assertProblem(get("/admin/sinks/nothing"), 404, "not-found");
        assertProblem(get("/admin/replays/nothing"), 404, "not-found");
        assertProblem(send(as("operator", "/admin/sinks").DELETE()), 405, "method-not-allowed");
    }

    @Test
    void showsTheAccountsAndTheirAge() throws Exception {
        JsonNode accounts = ok(get("/admin/accounts"));

        assertThat(accounts.path("at").asString()).isEqualTo("2026-11-22T09:59:30Z");
        assertThat(accounts.path("ageSeconds").asLong()).isGreaterThanOrEqualTo(30);
        assertThat(accounts.path("unaccounted").asLong()).isEqualTo(1);
        JsonNode account = accounts.path("accounts").get(0);
        assertThat(account.path("sink").asString()).isEqualTo("lake");
        assertThat(account.path("routed").asLong()).isEqualTo(10);
        assertThat(account.path("redelivered").asLong()).isEqualTo(5);
    }

    @Test
    void pausesAndResumesASinkAndTheJournalTellsWho() throws Exception {
        JsonNode paused = ok(post("/admin/sinks/lake/pause", ""));
        assertThat(paused.path("state").asString()).isEqualTo("parked");
        assertThat(server.sinks.state("lake")).isEqualTo(SinkState.PARKED);

        assertThat(ok(post("/admin/sinks/lake/resume", "")).path("state").asString())
                .isEqualTo("running");

        JsonNode changes = ok(get("/admin/journal?limit=2")).path("changes");
        assertThat(changes.get(0).path("action").asString()).isEqualTo("resume-sink");
        JsonNode first = changes.get(1);
        assertThat(first.path("action").asString()).isEqualTo("pause-sink");
        assertThat(first.path("target").asString()).isEqualTo("lake");
        assertThat(first.path("who").asString()).isEqualTo("operator");
        assertThat(first.path("from").asString()).isEqualTo("127.0.0.1");
        assertThat(first.path("result").asString()).isEqualTo("done");
    }

    @Test
    void changesNothingWhenTheJournalCannotBeWritten() throws Exception {
        server.journal.failAfter(0);
        try {
            assertProblem(post("/admin/sinks/warehouse/pause", ""), 503, "disk-failed");
            assertProblem(get("/admin/nothing"), 404, "not-found");
        } finally {
            server.journal.failAfter(Integer.MAX_VALUE);
        }
        assertThat(server.sinks.state("warehouse")).isEqualTo(SinkState.RUNNING);
    }

    @Test
    void showsASinkWithItsLagAndTheHoursLeft() throws Exception {
        JsonNode sinks = ok(get("/admin/sinks")).path("sinks");
        assertThat(sinks).hasSize(2);

        JsonNode sink = ok(get("/admin/sinks/warehouse"));
        assertThat(sink.path("required").asBoolean()).isTrue();
        assertThat(sink.path("state").asString()).isEqualTo("running");
        assertThat(sink.path("lagRecords").asLong()).isEqualTo(17);
        assertThat(sink.path("lagSeconds").asLong()).isEqualTo(90);
        assertThat(sink.path("lastError").asString()).isEqualTo("connection-refused");
        assertThat(sink.path("hoursLeft").asDouble()).isEqualTo(8760);
        assertThat(sink.at("/streams/open/delivered").asLong()).isEqualTo(7);
        assertThat(sink.at("/counters/files").asLong()).isEqualTo(2);
    }

    @Test
    void countsAllDeadLettersAndShowsThoseOfReadableStreamsPageByPage() throws Exception {
        var ids = new ArrayList<String>();
        String path = "/admin/dead-letters?limit=2";
        JsonNode page = ok(get(path));
        assertThat(page.path("hidden").asLong()).isEqualTo(2);
        assertThat(page.path("counts").toString())
                .contains(
                        "{\"sink\":\"lake\",\"stream\":\"open\",\"code\":\"too-large\",\"count\":5}",
                        "{\"sink\":\"lake\",\"stream\":\"secret\",\"code\":\"too-large\",\"count\":1}");
        while (true) {
            page.path("letters").forEach(letter -> ids.add(letter.path("id").asString()));
            assertThat(page.toString()).doesNotContain(CANARY, "payload");
            if (!page.has("next")) {
                break;
            }
            page = ok(get(path + "&cursor=" + page.path("next").asString()));
        }

        assertThat(ids).containsExactly("open-0", "open-1", "open-2", "open-3", "open-4", "open-w");
    }

    @Test
    void filtersDeadLetters() throws Exception {
        assertThat(ids("sink=warehouse")).containsExactly("open-w");
        assertThat(ids("stream=secret")).isEmpty();
        assertThat(ids("code=other")).isEmpty();
        assertThat(ids("from=2026-11-22T08:03:00Z&until=2026-11-22T08:04:00Z"))
                .containsExactly("open-3");
        assertThat(ids("sink=nothing")).isEmpty();
    }

    private static List<String> ids(String query) throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        ok(get("/admin/dead-letters?" + query))
                .path("letters")
                .forEach(letter -> ids.add(letter.path("id").asString()));
        return ids;
    }

    @Test
    void payloadsAreForOperatorsWhoAskAndTheJournalRemembers() throws Exception {
        assertProblem(get("/admin/dead-letters?payload=true"), 403, "forbidden");

        JsonNode page =
                ok(send(as("operator", "/admin/dead-letters?payload=true&stream=open&limit=1")));

        assertThat(page.path("letters").get(0).path("payload").toString())
                .isEqualTo("{\"id\":\"open-0\",\"value\":1.0}");
        JsonNode change = ok(get("/admin/journal?limit=1")).path("changes").get(0);
        assertThat(change.path("action").asString()).isEqualTo("read-payloads");
        assertThat(change.at("/parameters/stream").asString()).isEqualTo("open");
        assertThat(send(as("operator", "/admin/dead-letters?payload=true&stream=secret")).body())
                .doesNotContain(CANARY);
    }

    @Test
    void showsRejectsOfReadableStreamsAndCausesOfAll() throws Exception {
        JsonNode rejects = ok(get("/admin/rejects?code=schema"));
        assertThat(rejects.path("rejects")).hasSize(1);
        assertThat(rejects.path("rejects").get(0).path("id").asString()).isEqualTo("open-r");
        assertThat(rejects.path("leftOut").asLong()).isEqualTo(2);
        assertThat(ok(get("/admin/rejects?stream=secret")).path("rejects")).isEmpty();
        assertThat(ok(get("/admin/rejects?fingerprint=none")).path("rejects")).isEmpty();

        JsonNode causes = ok(get("/admin/rejects/causes")).path("causes");
        assertThat(causes).hasSize(2);
        assertThat(causes.get(0).at("/example/pointer").asString()).isEqualTo("/open-r");
        assertThat(causes.get(1).path("count").asLong()).isEqualTo(3);
        assertThat(causes.get(1).has("example")).isFalse();
    }

    @Test
    void estimatesBeginsShowsAndCancelsAReplay() throws Exception {
        String body =
                """
                {"sink":"lake","source":{"deadLetters":{"stream":"open","from":"2026-11-22T08:00:00Z"}},
                 "rate":7%s}
                """;
        JsonNode estimate = ok(post("/admin/replays", body.formatted(",\"dryRun\":true")));
        assertThat(estimate.path("records").asLong()).isEqualTo(12);
        assertThat(estimate.at("/byStream/open").asLong()).isEqualTo(12);
        assertThat(ok(get("/admin/replays")).path("replays")).isEmpty();

        HttpResponse<String> begun = post("/admin/replays", body.formatted(""));
        assertThat(begun.statusCode()).isEqualTo(202);
        String where = URI.create(begun.headers().firstValue("Location").orElseThrow()).getPath();
        assertThat(where).isEqualTo("/admin/replays/r1");
        JsonNode replay = ok(get(where));
        assertThat(replay.path("state").asString()).isEqualTo("running");
        assertThat(replay.at("/request/refusedBy").asString()).isEqualTo("lake");
        assertThat(replay.at("/request/rate").asString()).isEqualTo("7");
        assertThat(replay.at("/request/allowDuplicates").asString()).isEqualTo("false");

        assertThat(ok(post(where + "/cancel", "")).path("state").asString()).isEqualTo("cancelled");
        assertProblem(post(where + "/cancel", ""), 409, "conflict");
        JsonNode changes = ok(get("/admin/journal?limit=2")).path("changes");
        assertThat(changes.get(0).path("action").asString()).isEqualTo("cancel-replay");
        assertThat(changes.get(1).path("action").asString()).isEqualTo("start-replay");
        assertThat(changes.get(1).at("/parameters/stream").asString()).isEqualTo("open");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | { | is not JSON",
                "400 | [] | must be a JSON object",
                "400 | {} | sink is missing",
                "400 | {\"sink\":\"lake\",\"sink\":\"lake\"} | a name twice",
                "400 | {\"sink\":\"lake\"} | source is missing",
                "400 | {\"snik\":\"lake\"} | did you mean sink?",
                "400 | {\"sink\":\"lake\",\"source\":{}} | either deadLetters or log",
                "400 | {\"sink\":\"lake\",\"source\":{\"log\":{\"from\":\"2026-11-22T08:00:00Z\"}}} | source.log.until is missing",
                "400 | {\"sink\":\"lake\",\"source\":{\"log\":{\"from\":\"now\",\"until\":\"x\"}}} | source.log.from must be an instant",
                "400 | {\"sink\":\"lake\",\"source\":{\"deadLetters\":{\"stream\":\"A B\"}}} | not the name of a stream",
                "400 | {\"sink\":\"lake\",\"source\":{\"deadLetters\":{}},\"rate\":0} | rate must be a whole number",
                "400 | {\"sink\":\"lake\",\"source\":{\"deadLetters\":{}},\"rate\":1.5} | rate must be a whole number",
                "400 | {\"sink\":\"lake\",\"source\":{\"deadLetters\":{}},\"dryRun\":\"yes\"} | dryRun must be true or false",
                "422 | {\"sink\":\"nothing\",\"source\":{\"deadLetters\":{}}} | there is no sink nothing",
            })
    void refusesAWrongReplayAndSaysWhatWouldBeRight(int status, String body, String detail)
            throws Exception {
        HttpResponse<String> answer = post("/admin/replays", body);

        assertProblem(answer, status, status == 400 ? "bad-request" : "not-possible");
        assertThat(answer.body()).contains(detail);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        assertProblem(
                post("/admin/replays", "{\"sink\":\"" + "x".repeat(70_000) + "\"}"),
                413,
                "too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/dead-letters?limit=0",
                "/admin/dead-letters?limit=501",
                "/admin/dead-letters?limit=ten",
                "/admin/dead-letters?limit=1&limit=2",
                "/admin/dead-letters?from=yesterday",
                "/admin/dead-letters?stream=A",
                "/admin/dead-letters?cursor=x",
                "/admin/dead-letters?cursor=lake:1.2",
                "/admin/dead-letters?cursor=lake:9999999999.0.0",
                "/admin/dead-letters?payload=yes",
                "/admin/dead-letters?sink=",
                "/admin/journal?limit=10001"
            })
    void refusesAWrongQuery(String path) throws Exception {
        assertProblem(get(path), 400, "bad-request");
    }

    @Test
    void showsKeysLogAndStreams() throws Exception {
        JsonNode key = ok(get("/admin/keys")).path("keys").get(0);
        assertThat(key.path("id").asString()).isEqualTo("k-1");
        assertThat(key.path("services").toString()).isEqualTo("[\"tool-a\",\"tool-b\"]");

        JsonNode log = ok(get("/admin/log"));
        assertThat(log.path("quotaBytes").asLong()).isEqualTo(64 << 20);
        assertThat(log.path("records").asLong()).isZero();
        assertThat(log.path("hoursLeft").asDouble()).isEqualTo(8760);

        JsonNode streams = ok(get("/admin/streams")).path("streams");
        assertThat(streams.get(1).path("name").asString()).isEqualTo("secret");
        assertThat(streams.get(1).path("readable").asBoolean()).isFalse();
        assertThat(streams.get(1).path("listener").asString()).isEqualTo("internal");
        assertThat(streams.get(0).at("/schemas/0/sha256").asString()).isEqualTo("ab12");
    }
}
