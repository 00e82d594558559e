package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How browsers reach the doors of the third seed system: beacons, preflights, the pixel. */
class WebDoorsIT {

    @TempDir static Path data;

    private static WebSite site;

    @BeforeAll
    static void start() {
        site = WebSite.start(data);
    }

    @AfterAll
    static void stop() {
        site.headrace().close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/v1/web/event    | {                   | 400",
                "/v1/web/event    | ~~                  | 400",
                "/v1/web/event    | {}                  | 422",
                "/v1/web/event    | [1]                 | 422",
                "/v1/web/event    | []                  | 204",
                "/v1/web/pageview | {\"domain\":\"x\"}  | 422",
                "/v1/web/other    | {}                  | 404",
            })
    void answersAnotherBodyAsTheTableSays(String path, String body, int status) throws Exception {
        HttpResponse<String> answer = site.post(path, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status == 422) {
            assertThat(answer.body()).contains("\"errors\":[{\"index\":0,\"field\":\"");
        }
    }

    @Test
    void whatIsTooLongOrTooManyIsRefused() throws Exception {
        String longOne =
                WebSite.event("/x", "bentest")
                        .replace("\"note\":\"\"", "\"note\":\"" + "x".repeat(9000) + "\"");
        String many =
                Stream.generate(() -> "{}").limit(51).collect(Collectors.joining(",", "[", "]"));

        assertThat(site.post("/v1/web/event", longOne).statusCode()).isEqualTo(413);
        assertThat(site.post("/v1/web/event", many).statusCode()).isEqualTo(413);
        assertThat(site.post("/v1/web/event", " ".repeat(65_537)).statusCode()).isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain;charset=UTF-8, 204",
        "text/plain, 204",
        "application/json; charset=utf-8, 204",
        "application/x-www-form-urlencoded, 415",
        "multipart/form-data, 415"
    })
    void beaconsAreTakenWithoutAPreflight(String type, int status) throws Exception {
        assertThat(
                        site.post(WebSite.event(WebSite.page(), "bentest"), "Content-Type", type)
                                .statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/web/event", "/v1/web/pageview"})
    void aPageOfAnAllowedSiteMayPostAndNoOther(String path) throws Exception {
        HttpResponse<String> allowed = preflight(path, WebSite.ORIGIN);
        HttpResponse<String> foreign = preflight(path, "https://mirror.example");
        HttpResponse<String> ofTheTools = preflight(path, "https://local.example:9001");

        assertThat(List.of(allowed, foreign, ofTheTools))
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(204);
                    assertThat(answer.headers().firstValue("Vary")).contains("Origin");
                    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                            .isEmpty();
                });
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin"))
                .contains(WebSite.ORIGIN);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Methods"))
                .contains("POST, OPTIONS");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("Content-Type");
        assertThat(allowed.headers().firstValue("Access-Control-Max-Age")).contains("86400");
        assertThat(List.of(foreign, ofTheTools))
                .allSatisfy(answer ->
                        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                                .isEmpty());
        assertThat(
                        site.post(
                                        WebSite.event(WebSite.page(), "bentest"),
                                        "Origin",
                                        WebSite.ORIGIN)
                                .headers()
                                .firstValue("Access-Control-Allow-Origin"))
                .contains(WebSite.ORIGIN);
    }

    private static HttpResponse<String> preflight(String path, String origin) throws Exception {
        return HeadraceProcess.send(
                HttpRequest.newBuilder(site.headrace().url(path))
                        .method("OPTIONS", BodyPublishers.noBody())
                        .header("Origin", origin)
                        .header("Access-Control-Request-Method", "POST")
                        .header("Access-Control-Request-Headers", "content-type")
                        .build());
    }

    @Test
    void thePixelCountsThePageOfItsReferer() throws Exception {
        String page = WebSite.page();

        HttpResponse<String> counted = pixel(WebSite.ORIGIN + page + "?q=ada");
        HttpResponse<String> again = pixel(WebSite.ORIGIN + page);
        HttpResponse<String> nowhere = HeadraceProcess.get(site.headrace().url("/count.gif"));

        assertThat(List.of(counted, again, nowhere))
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(200);
                    assertThat(answer.headers().firstValue("Content-Type")).contains("image/gif");
                    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
                    assertThat(answer.body()).startsWith("GIF89a");
                });
        await().atMost(Duration.ofSeconds(120))
                .until(() -> site.inLake("/event/page", page).size() == 2);
        assertThat(site.inLake("/event/page", page))
                .allSatisfy(line -> {
                    assertThat(line.path("stream").asString()).isEqualTo("web-pixels");
                    assertThat(line.path("event").propertyNames())
                            .containsExactlyInAnyOrder("domain", "page");
                });
    }

    private static HttpResponse<String> pixel(String referrer) throws Exception {
        return HeadraceProcess.send(
                HttpRequest.newBuilder(site.headrace().url("/count.gif"))
                        .header("Referer", referrer)
                        .header("User-Agent", WebSite.CANARY)
                        .GET()
                        .build());
    }
}
