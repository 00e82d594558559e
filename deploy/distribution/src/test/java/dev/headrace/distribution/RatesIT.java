package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rates of callers who ask and of addresses, of a node where each is two a minute: so slow that
 * nothing flows in while a test asks three times.
 */
class RatesIT {

    private static final String SHIPPED = "requests-per-minute-per-address: 600";

    private static final List<String> QUESTIONS =
            List.of(
                    "/v1/query/counts?stream=media",
                    "/v1/media/bandwidth/stats?group_by=device_type",
                    "/v1/media/sessions/stats");

    @TempDir static Path data;

    private static WebSite site;
    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() throws IOException {
        ServiceKeys.write(data, Stream.of("1", "2", "3", "4", "5").map(Tenant::key).toList());
        Path streams = data.resolve("streams");
        slow(HeadraceProcess.home().resolve("streams"), streams);
        site =
                WebSite.start(
                        data,
                        Configurations.LAKE
                                        .replace(
                                                "questions-per-minute: 100000",
                                                "questions-per-minute: 2,"
                                                        + " invalid-credentials-per-minute: 2")
                                        .replace(
                                                "headrace:\n",
                                                "headrace:\n  streams: { folders: [\"%s\"] }\n"
                                                        .formatted(streams))
                                + "  privacy: { trusted-proxies: 127.0.0.1 }\n");
        headrace = site.headrace();
    }

    /** The streams that ship, with two in place of their own rate of addresses. */
    private static void slow(Path shipped, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(shipped)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> slowOne(file, copy.resolve(shipped.relativize(file))));
        }
    }

    private static void slowOne(Path file, Path copy) {
        try {
            Files.createDirectories(copy.getParent());
            Files.writeString(
                    copy, Files.readString(file).replace(SHIPPED, SHIPPED.replace("600", "2")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    private static Tenant tenant(String organisation) {
        return new Tenant(headrace, organisation);
    }

    private static HttpResponse<String> ask(String organisation, String question) throws Exception {
        return HeadraceProcess.send(
                tenant(organisation).service(headrace.url(question)).GET().build());
    }

    /** By a signature that is not of this path. */
    private static HttpResponse<String> wronglySigned(String address, URI url) throws Exception {
        HttpRequest signed = tenant("5").service(headrace.url("/elsewhere")).GET().build();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).header("X-Forwarded-For", address);
        signed.headers()
                .map()
                .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return HeadraceProcess.send(request.GET().build());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private static void assertTooFast(HttpResponse<String> answer, String policy) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(json(answer).path("code").asString()).isEqualTo("rate-limited");
        assertThat(json(answer).path("title").asString())
                .isEqualTo("This caller sends more than it may");
        assertThat(answer.headers().firstValue("RateLimit-Policy")).contains(policy);
        assertThat(answer.headers().firstValue("RateLimit").orElse("")).contains(";r=0;t=");
        assertThat(answer.headers().firstValue("Retry-After").map(Integer::parseInt).orElse(0))
                .isBetween(1, 60);
    }

    @Test
    void aCallerMayAskOnlySoOftenWhicheverNumbersItAsksFor() throws Exception {
        String policy = "\"questions\";q=2;qu=\"requests\";w=60";

        HttpResponse<String> first = ask("1", QUESTIONS.get(0));
        HttpResponse<String> second = ask("1", QUESTIONS.get(1));
        HttpResponse<String> third = ask("1", QUESTIONS.get(2));
        HttpResponse<String> another = ask("2", QUESTIONS.get(2));

        assertThat(Stream.of(first, second, another))
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).as("a node without a store").isEqualTo(404);
                    assertThat(answer.headers().firstValue("RateLimit-Policy")).contains(policy);
                });
        assertTooFast(third, policy);
        assertTooFast(ask("1", QUESTIONS.get(0)), policy);
        assertTooFast(ask("1", QUESTIONS.get(1)), policy);
    }

    @Test
    void whoAsksInsideMayAskAsOftenAsItLikes() throws Exception {
        for (int i = 0; i < 10; i++) {
            URI url = headrace.internal("/v1/query/counts?stream=media");
            HttpResponse<String> answer =
                    HeadraceProcess.send(tenant("3").service(url).GET().build());

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.headers().firstValue("RateLimit-Policy")).isEmpty();
        }
    }

    @Test
    void invalidCredentialsHaveOneLimitAtDoorsReceiptsAndQuestionsAndValidOnesPass()
            throws Exception {
        URI door = headrace.url("/v1/streams/user-telemetry/events");
        String receipt =
                json(HeadraceProcess.send(
                                tenant("4")
                                        .service(door)
                                        .header("Content-Type", "application/json")
                                        .POST(BodyPublishers.ofString(Events.event("rates")))
                                        .build()))
                        .path("receipt")
                        .asString();
        URI mine = headrace.url("/v1/receipts/" + receipt);
        String policy = "\"address\";q=2;qu=\"invalid-credentials\";w=60";

        assertThat(wronglySigned("203.0.113.1", mine).statusCode()).isEqualTo(401);
        assertThat(wronglySigned("203.0.113.1", headrace.url(QUESTIONS.get(0))).statusCode())
                .isEqualTo(401);
        assertTooFast(wronglySigned("203.0.113.1", mine), policy);
        for (String question : QUESTIONS) {
            assertTooFast(wronglySigned("203.0.113.1", headrace.url(question)), policy);
        }
        assertThat(wronglySigned("203.0.113.2", mine).statusCode()).isEqualTo(401);
        HttpRequest valid =
                tenant("4").service(mine).header("X-Forwarded-For", "203.0.113.1").GET().build();
        assertThat(HeadraceProcess.send(valid).statusCode()).isEqualTo(200);
    }

    private static HttpResponse<String> visit(String path, String address, String body)
            throws Exception {
        return HeadraceProcess.send(
                site.request(path)
                        .header("X-Forwarded-For", address)
                        .header("Origin", WebSite.ORIGIN)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/web/event", "/v1/web/pageview"})
    void anAddressMaySendOnlySoMuchOfWebSitesAndIsRefusedAlikeForEverySite(String path)
            throws Exception {
        String address = "198.51.100." + path.length();
        String body =
                path.endsWith("event")
                        ? WebSite.event(WebSite.page(), "bentest")
                        : "{\"domain\":\"www.bentasker.co.uk\",\"page\":\"/\",\"timezone\":0,\"platform\":\"\"}";
        for (int i = 0; i < 2; i++) {
            assertThat(visit(path, address, body).statusCode()).isEqualTo(204);
        }

        HttpResponse<String> own = visit(path, address, body);
        HttpResponse<String> foreign =
                visit(path, "192.0.2.1, " + address, body.replace("www.bentasker", "mirror"));
        HttpResponse<String> skipped =
                visit(path, address, body.replace("www.bentasker.co.uk", "skipped.example"));

        for (HttpResponse<String> refused : List.of(own, foreign, skipped)) {
            assertTooFast(refused, "\"address\";q=2;qu=\"requests\";w=60");
            assertThat(refused.body()).isEqualTo(own.body());
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .contains(WebSite.ORIGIN);
            assertThat(refused.headers().firstValue("Access-Control-Expose-Headers"))
                    .contains("Retry-After");
        }
        assertThat(visit(path, "192.0.2.1", body).statusCode()).isEqualTo(204);
    }

    private static HttpResponse<String> report(String address, String type, String body)
            throws Exception {
        return HeadraceProcess.send(
                HttpRequest.newBuilder(headrace.url("/v1/errors/report"))
                        .header("Content-Type", type)
                        .header("X-Forwarded-For", address)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    @Test
    void anAddressMaySendOnlySoManyReportsOfBrowsersInWhicheverForm() throws Exception {
        String modern = "application/reports+json";
        String report =
                """
                [{"type":"deprecation","age":1,"url":"https://www.example.org/","user_agent":"x",
                  "body":{"id":"rates","message":"rates"}}]
                """;
        String older =
                """
                {"csp-report":{"document-uri":"https://www.example.org/","blocked-uri":"inline",
                  "effective-directive":"script-src"}}
                """;
        for (int i = 0; i < 2; i++) {
            assertThat(report("198.51.100.97", modern, report).statusCode()).isEqualTo(204);
        }

        String policy = "\"address\";q=2;qu=\"requests\";w=60";
        assertTooFast(report("198.51.100.97", modern, report), policy);
        assertTooFast(report("198.51.100.97", "application/csp-report", older), policy);
        assertThat(report("198.51.100.96", "application/csp-report", older).statusCode())
                .isEqualTo(204);
    }

    private static HttpResponse<String> pixel(String address, String referrer) throws Exception {
        return HeadraceProcess.send(
                HttpRequest.newBuilder(headrace.url("/count.gif"))
                        .header("Referer", referrer)
                        .header("X-Forwarded-For", address)
                        .GET()
                        .build());
    }

    @Test
    void theCountingImageIsAnImageAlsoForAnAddressThatSendsTooMuch() throws Exception {
        for (int i = 0; i < 2; i++) {
            assertThat(pixel("198.51.100.99", WebSite.ORIGIN + "/").statusCode()).isEqualTo(200);
        }

        HttpResponse<String> refused = pixel("198.51.100.99", WebSite.ORIGIN + "/");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Content-Type")).contains("image/gif");
        assertThat(refused.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.body()).startsWith("GIF89a");
        assertThat(pixel("198.51.100.98", WebSite.ORIGIN + "/").statusCode()).isEqualTo(200);
    }
}
