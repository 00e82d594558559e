package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Deployments that register and sign what they report. */
class SignedReportIT {

    private static final String PATH = "/record/deployment";
    private static final String REPORT =
            "{\"version\":\"0.0.1\",\"stack_id\":\"%s\",\"metrics\":{\"tokenizeSuccess\":%d,"
                    + "\"tokenizeFailure\":0,\"detokenizeSuccess\":2,\"detokenizeFailure\":0,"
                    + "\"createGrantSuccess\":2,\"createGrantFailure\":0}}";

    private static final Pattern SHELL = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    @TempDir static Path data;

    private static HeadraceProcess headrace;

    private record Deployment(String id, String key) {}

    @BeforeAll
    static void start() {
        headrace = HeadraceProcess.start(data, Configurations.LAKE, Map.of());
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    void aSignedReportIsMarkedAndAnUnsignedOneToo() throws Exception {
        Deployment deployment = register();

        assertThat(send(signed(PATH, deployment, deployment.id(), 41)).statusCode()).isEqualTo(200);
        assertThat(send(plain(PATH, deployment.id(), 42)).statusCode()).isEqualTo(200);

        assertThat(awaitReport(41).at("/event/trust").asString()).isEqualTo("signed");
        assertThat(awaitReport(41).at("/event/stack_id").asString()).isEqualTo(deployment.id());
        assertThat(awaitReport(42).at("/event/trust").asString()).isEqualTo("unsigned");
    }

    @Test
    void theCanonicalPathTakesSignaturesToo() throws Exception {
        Deployment deployment = register();
        String canonical = "/v1/streams/deployment-metrics/events";

        assertThat(send(signed(canonical, deployment, deployment.id(), 51)).statusCode())
                .isEqualTo(202);
        assertThat(send(signed(canonical, register(), deployment.id(), 52)).statusCode())
                .isEqualTo(422);
        assertThat(awaitReport(51).at("/event/trust").asString()).isEqualTo("signed");
    }

    @Test
    void aWrongSignatureIsRefusedAndNothingIsStored() throws Exception {
        Deployment deployment = register();
        var other = new Deployment(deployment.id(), register().key());

        HttpResponse<String> answer = send(signed(PATH, other, deployment.id(), 61));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(json(answer).path("message").asString()).isEqualTo("Forbidden");
        assertThat(json(answer).at("/errors/0/message").asString()).contains("X-Signature");
        assertThat(send(plain(PATH, "after-the-wrong-one", 62)).statusCode()).isEqualTo(200);
        awaitReport(62);
        assertThat(reports(61)).isEmpty();
    }

    @Test
    void aDeploymentCannotSignForAnother() throws Exception {
        HttpResponse<String> answer = send(signed(PATH, register(), register().id(), 71));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).at("/errors/0/pointer").asString()).isEqualTo("/stack_id");
        assertThat(json(answer).at("/errors/0/keyword").asString()).isEqualTo("signer");
    }

    @Test
    void aSignedReportIsTakenOnce() throws Exception {
        Deployment deployment = register();
        HttpRequest report = signed(PATH, deployment, deployment.id(), 81);

        assertThat(send(report).statusCode()).isEqualTo(200);

        HttpResponse<String> again = send(report);
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(json(again).at("/errors/0/message").asString()).contains("X-Nonce");
    }

    @Test
    void noKeyIsInTheLogOfTheProcessOrInItsDataFolder() throws Exception {
        Deployment deployment = register();
        send(signed(PATH, deployment, deployment.id(), 91));
        awaitReport(91);

        assertThat(headrace.log()).doesNotContain(deployment.key());
        try (var files = Files.walk(data)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file ->
                            assertThat(
                                            new String(
                                                    Files.readAllBytes(file),
                                                    StandardCharsets.ISO_8859_1))
                                    .doesNotContain(deployment.key()));
        }
    }

    @Test
    @Tag("real-server")
    void theShellExampleOfThePageWorksAsItStands() throws Exception {
        Matcher shell = SHELL.matcher(Files.readString(Path.of("../docs/deployments.md")));
        assertThat(shell.find()).isTrue();
        Path output = data.resolve("shell.txt");
        var builder = new ProcessBuilder("sh", "-euc", shell.group(1));
        builder.environment().put("HEADRACE", headrace.url("").toString());
        builder.redirectErrorStream(true).redirectOutput(output.toFile());

        assertThat(builder.start().waitFor()).isZero();

        assertThat(Files.readString(output)).contains("\"RecordId\"");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(reports(4))
                                .map(one -> one.at("/event/trust").asString())
                                .containsExactly("signed"));
    }

    private static Deployment register() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(headrace.url("/v1/deployments"))
                        .POST(BodyPublishers.noBody())
                        .build();
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).isEqualTo(201);
        return new Deployment(
                json(answer).path("deployment").asString(), json(answer).path("key").asString());
    }

    private static HttpRequest plain(String path, String stack, int count) {
        return post(path, REPORT.formatted(stack, count)).build();
    }

    private static HttpRequest signed(String path, Deployment by, String stack, int count)
            throws Exception {
        String body = REPORT.formatted(stack, count);
        String time = String.valueOf(Instant.now().getEpochSecond());
        String nonce = UUID.randomUUID().toString();
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(HexFormat.of().parseHex(by.key()), "HmacSHA256"));
        byte[] text = (time + "." + nonce + "." + body).getBytes(StandardCharsets.UTF_8);
        return post(path, body)
                .header("X-Deployment", by.id())
                .header("X-Timestamp", time)
                .header("X-Nonce", nonce)
                .header("X-Signature", "v1=" + HexFormat.of().formatHex(mac.doFinal(text)))
                .build();
    }

    private static HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(headrace.url(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        return HeadraceProcess.send(request);
    }

    private static JsonNode awaitReport(int count) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> reports(count), found -> !found.isEmpty())
                .getFirst();
    }

    private static List<JsonNode> reports(int count) throws Exception {
        return HeadraceProcess.lake(data.resolve("lake")).stream()
                .filter(line -> line.at("/event/metrics/tokenizeSuccess").asInt(-1) == count)
                .toList();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
