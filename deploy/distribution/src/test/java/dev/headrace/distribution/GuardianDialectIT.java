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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doors of the first seed system, with its paths, codes and shapes. */
class GuardianDialectIT {

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
    void answersPreflights() throws Exception {
        HttpRequest preflight =
                HttpRequest.newBuilder(headrace.url("/event"))
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", "https://local.example:9001")
                        .header("Access-Control-Request-Method", "POST")
                        .build();

        HttpResponse<String> answer = HeadraceProcess.send(preflight);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://local.example:9001");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .contains("true");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
                .contains("Content-Type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/event", "/event/", "/EVENT"})
    void speaksTheGuardianDialect(String path) throws Exception {
        HttpResponse<String> taken =
                headrace.post(path, "[" + Events.event("guardian") + ",{\"app\":1}]");
        HttpResponse<String> empty = headrace.post(path, "[]");
        HttpResponse<String> allBad = headrace.post(path, "[{\"app\":1}]");

        assertThat(taken.statusCode()).isEqualTo(201);
        assertThat(json(taken).path("status").asString()).isEqualTo("ok");
        assertThat(json(taken).path("message").asString()).hasSizeGreaterThan(40);
        assertThat(json(taken).path("data")).hasSize(1);
        assertThat(empty.statusCode()).isEqualTo(201);
        assertThat(allBad.statusCode()).isEqualTo(400);
        assertThat(json(allBad).path("message").asString()).isEqualTo("Incorrect event format");
    }

    @Test
    void refusesStrangersInTheGuardianDialectWithItsOwnCodeAndShape() throws Exception {
        HttpResponse<String> refused =
                send(
                        HttpRequest.newBuilder(headrace.url("/event"))
                                .header("Content-Type", "application/json")
                                .header("Cookie", "a=b"),
                        "[]");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused).path("status").asString()).isEqualTo("error");
        assertThat(json(refused).has("data")).isTrue();
        assertThat(HeadraceProcess.get(headrace.url("/healthcheck")).body())
                .isEqualTo("{\"status\":\"ok\",\"message\":\"This is the Event API app.\"}");
    }

    @Test
    void recordsThatAPersonOpenedATool() throws Exception {
        String query = "/guardian-tool-accessed?app=composer&path=%2Fcontent%2F1";

        HttpResponse<String> stored =
                HeadraceProcess.send(
                        withCookie(query, goodCookie())
                                .header(
                                        "Referer",
                                        "https://composer.code.dev-gutools.co.uk/content/1")
                                .build());
        HttpResponse<String> noStage =
                HeadraceProcess.send(withCookie(query, goodCookie()).build());
        HttpResponse<String> noCookie = HeadraceProcess.get(headrace.url(query + "&stage=PROD"));

        assertThat(stored.statusCode()).isEqualTo(204);
        assertThat(stored.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(noStage.statusCode()).isEqualTo(400);
        assertThat(noCookie.statusCode()).isEqualTo(403);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(HeadraceProcess.lake(data.resolve("lake")))
                                .map(one -> one.at("/event/tags/stage").asString(""))
                                .contains("CODE"));
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
}
