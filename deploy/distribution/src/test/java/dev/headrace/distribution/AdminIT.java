package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.HmacSigner;
import java.io.IOException;
import java.net.Socket;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The admin resources and commands of the packaged process. */
class AdminIT {

    private static final String CANARY = "canary-4711";
    private static final List<String> READS =
            List.of(
                    "/admin/accounts",
                    "/admin/sinks",
                    "/admin/sinks/lake",
                    "/admin/dead-letters",
                    "/admin/dead-letters?payload=true",
                    "/admin/rejects",
                    "/admin/rejects/causes",
                    "/admin/replays",
                    "/admin/keys",
                    "/admin/journal",
                    "/admin/log",
                    "/admin/streams",
                    "/admin/openapi");
    private static final List<String> CHANGES =
            List.of(
                    "/admin/sinks/lake/pause",
                    "/admin/sinks/lake/resume",
                    "/admin/replays",
                    "/admin/replays/r0/cancel");

    @TempDir static Path folder;

    private static Path data;
    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() throws IOException {
        data = folder.resolve("data");
        copyAsSecretStream(folder.resolve("streams/secret-stream"));
        headrace = HeadraceProcess.start(data, configuration(), Map.of());
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    private static String configuration() {
        return Configurations.LAKE.replace(
                "headrace:\n",
                "headrace:\n  streams: { folders: [\"${headrace.home}/streams\", \"%s\"] }\n"
                        .formatted(folder.resolve("streams")));
    }

    /** A stream that nobody may read, on the internal listener. */
    private static void copyAsSecretStream(Path target) throws IOException {
        Path source = HeadraceProcess.home().resolve("streams/user-telemetry");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.toList()) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        Path contract = target.resolve("stream.yaml");
        Files.writeString(
                contract,
                Files.readString(contract)
                        .replace("name: user-telemetry", "name: secret-stream")
                        .replace("listener: public", "listener: internal")
                        .replace("readable: true", "readable: false")
                        .replace("auth: [hmac, panda]", "auth: [hmac]")
                        .replace("dialects: [guardian]\n", ""));
    }

    private static String token(String role) {
        try {
            JsonNode file =
                    JsonMapper.shared()
                            .readTree(Files.readAllBytes(data.resolve("keys/admin.json")));
            for (JsonNode token : file.path("tokens")) {
                if (token.path("role").asString().equals(role)) {
                    return token.path("token").asString();
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        throw new AssertionError(role);
    }

    private static HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60));
    }

    private static HttpRequest.Builder as(String role, String path) {
        return request(headrace.internal(path)).header("Authorization", "Bearer " + token(role));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return HeadraceProcess.send(as("operator", path).build());
    }

    private static JsonNode read(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    @Test
    void nobodyGetsInWithoutATokenAndAViewerChangesNothing() throws Exception {
        for (String path : READS) {
            assertThat(HeadraceProcess.get(headrace.internal(path)).statusCode())
                    .as(path)
                    .isIn(401, 429);
        }
        for (String path : CHANGES) {
            HttpRequest.Builder post = as("viewer", path).POST(BodyPublishers.ofString("{}"));
            await().untilAsserted(() ->
                    assertThat(HeadraceProcess.send(post.build()).statusCode())
                            .as(path)
                            .isEqualTo(403));
        }
        assertThat(read("/admin/sinks/lake").path("state").asString()).isEqualTo("running");
    }

    @Test
    void noAdminPathIsOnThePublicListener() throws Exception {
        for (String path : READS) {
            HttpRequest.Builder get =
                    request(headrace.url(path))
                            .header("Authorization", "Bearer " + token("operator"));
            assertThat(HeadraceProcess.send(get.build()).statusCode()).as(path).isEqualTo(404);
        }
        for (String path : CHANGES) {
            HttpRequest.Builder post =
                    request(headrace.url(path))
                            .header("Authorization", "Bearer " + token("operator"))
                            .POST(BodyPublishers.ofString("{}"));
            assertThat(HeadraceProcess.send(post.build()).statusCode()).as(path).isEqualTo(404);
        }
    }

    /** Whatever the internal listener describes, and what is not described there. */
    @Test
    void nothingOfTheInternalListenerIsOnThePublicOne() throws Exception {
        var paths =
                new TreeSet<>(
                        Set.of(
                                "/admin",
                                "/admin/retention",
                                "/metrics",
                                "/metrics/base",
                                "/metrics/application",
                                "/openapi",
                                "/health/ready",
                                "/health/started",
                                "/observe",
                                "/observe/health",
                                "/observe/metrics",
                                "/v1/audit/ingest",
                                "/v1/streams/audit",
                                "/v1/streams/audit/events",
                                "/v1/streams/secret-stream/events"));
        Pattern.compile("(?m)^  (/admin\\S*):$")
                .matcher(HeadraceProcess.send(as("operator", "/admin/openapi").build()).body())
                .results()
                .map(path -> path.group(1).replaceAll("\\{[^}]*}", "lake"))
                .forEach(paths::add);

        assertThat(paths).hasSizeGreaterThan(25);
        for (String path : paths) {
            for (String verb : List.of("GET", "POST", "PUT", "DELETE")) {
                HttpRequest.Builder asked =
                        request(headrace.url(path))
                                .header("Authorization", "Bearer " + token("operator"))
                                .method(verb, BodyPublishers.ofString("{}"));
                assertThat(HeadraceProcess.send(asked.build()).statusCode())
                        .as(verb + " " + path)
                        .isIn(404, 405);
            }
        }
    }

    @Test
    void aPageOfAnotherOriginOrNameGetsNothing() throws Exception {
        HttpRequest foreign =
                as("operator", "/admin/sinks").header("Origin", "https://evil.example.org").build();
        assertThat(HeadraceProcess.send(foreign).statusCode()).isEqualTo(403);

        try (Socket socket = new Socket("127.0.0.1", headrace.internal("/").getPort())) {
            socket.setSoTimeout(60_000);
            String request =
                    "GET /admin/sinks HTTP/1.1\r\nHost: evil.example.org\r\nAuthorization: Bearer "
                            + token("operator")
                            + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 403").contains("foreign-host");
        }
    }

    @Test
    void showsWhatHappenedToAnEvent() throws Exception {
        assertThat(
                        headrace.post(
                                        "/v1/streams/user-telemetry/events",
                                        "[" + Events.event("seen-by-admin") + "]")
                                .statusCode())
                .isEqualTo(202);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(
                                        read("/admin/sinks/lake")
                                                .at("/streams/user-telemetry/delivered")
                                                .asLong())
                                .isPositive());
        JsonNode log = read("/admin/log");
        assertThat(log.path("records").asLong()).isPositive();
        assertThat(log.path("hoursLeft").asDouble()).isPositive();
        assertThat(read("/admin/accounts").path("unaccounted").asLong()).isZero();
    }

    @Test
    void neitherSecretsNorTheEventsOfAnUnreadableStreamAppearAnywhere() throws Exception {
        String path = "/v1/streams/secret-stream/events";
        String body =
                "[%s,{\"id\":\"%s\",\"%s\":1}]".formatted(Events.event(CANARY), CANARY, CANARY);
        HttpRequest.Builder post =
                request(headrace.internal(path)).header("Content-Type", "application/json");
        new HmacSigner(headrace.secret()).headers(Instant.now(), path).forEach(post::header);
        HttpResponse<String> receipt =
                HeadraceProcess.send(post.POST(BodyPublishers.ofString(body)).build());
        assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(202);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(read("/admin/rejects/causes").path("causes").toString())
                                .contains("secret-stream"));
        var secrets = List.of(CANARY, headrace.secret(), token("operator"), token("viewer"));
        for (String read : READS) {
            HttpResponse<String> answer = get(read);
            assertThat(answer.statusCode()).as(read).isEqualTo(200);
            assertThat(answer.body()).as(read).doesNotContain(secrets);
            assertThat(answer.headers().map().toString()).doesNotContain(secrets);
        }
        assertThat(headrace.log()).doesNotContain(secrets);
    }

    @Test
    void theJournalSurvivesARestart() throws Exception {
        assertThat(read("/admin/dead-letters?payload=true&code=before").path("letters")).isEmpty();
        String before = newestChange();
        assertThat(before).contains("read-payloads", "\"who\":\"operator\"", "\"result\":\"done\"");

        headrace.kill();
        headrace = HeadraceProcess.start(data, configuration(), Map.of());

        assertThat(newestChange()).isEqualTo(before);
    }

    private static String newestChange() throws Exception {
        return read("/admin/journal?limit=1").path("changes").path(0).toString();
    }

    @Test
    void theCommandLineAsksTheRunningProcess() throws Exception {
        Launched sinks = Launched.against(headrace, "admin", "sinks");
        assertThat(sinks.exitCode()).as(sinks.output()).isZero();
        assertThat(sinks.output()).contains("lake  file  true      running");

        Launched streams = Launched.against(headrace, "admin", "streams", "--json");
        assertThat(JsonMapper.shared().readTree(streams.output()).path("streams"))
                .extracting(stream -> stream.path("name").asString())
                .contains("audit", "secret-stream", "user-telemetry");

        Launched wrong = Launched.against(headrace, "admin", "sinks", "--token", "x".repeat(40));
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.output()).contains("No valid admin token (401)").doesNotContain("\tat ");
    }
}
