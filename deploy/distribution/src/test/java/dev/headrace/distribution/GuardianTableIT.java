package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.auth.HmacSigner;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables of what the first seed system answers, row by row: who may post, and what a body comes
 * to. Where that system fell over, the row says what it meant to say.
 */
class GuardianTableIT {

    private static final String EVENT = "/event";

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

    /** How somebody comes to the door, and what that is worth. */
    enum Caller {
        NOBODY(403),
        GOOD_COOKIE(201),
        EXPIRED_COOKIE(403),
        COOKIE_OF_ANOTHER_DOMAIN(403),
        SOME_OTHER_COOKIE(403),
        GOOD_HMAC(201),
        WRONG_HMAC(403),
        WRONG_HMAC_AND_GOOD_COOKIE(403),
        OLD_HMAC(403),
        HALF_AN_HMAC_AND_GOOD_COOKIE(201),
        HALF_AN_HMAC(403);

        private final int status;

        Caller(int status) {
            this.status = status;
        }

        HttpRequest.Builder request() throws IOException {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(headrace.url(EVENT))
                            .timeout(Duration.ofSeconds(60))
                            .header("Content-Type", "application/json");
            Instant now = Instant.now();
            switch (this) {
                case NOBODY -> {}
                case GOOD_COOKIE -> cookie(request, "ada@guardian.example", now.plusSeconds(3600));
                case EXPIRED_COOKIE ->
                        cookie(request, "ada@guardian.example", now.minus(Duration.ofDays(3)));
                case COOKIE_OF_ANOTHER_DOMAIN ->
                        cookie(request, "ada@other.example", now.plusSeconds(3600));
                case SOME_OTHER_COOKIE -> request.header("Cookie", "a=b");
                case GOOD_HMAC -> hmac(request, headrace.secret(), now);
                case WRONG_HMAC -> hmac(request, "a-secret-that-nobody-has", now);
                case WRONG_HMAC_AND_GOOD_COOKIE -> {
                    hmac(request, "a-secret-that-nobody-has", now);
                    cookie(request, "ada@guardian.example", now.plusSeconds(3600));
                }
                case OLD_HMAC -> hmac(request, headrace.secret(), now.minusSeconds(301));
                case HALF_AN_HMAC_AND_GOOD_COOKIE -> {
                    request.header(HmacSigner.TOKEN_HEADER, "HMAC x");
                    cookie(request, "ada@guardian.example", now.plusSeconds(3600));
                }
                case HALF_AN_HMAC -> request.header(HmacSigner.TOKEN_HEADER, "HMAC x");
            }
            return request;
        }

        private static void cookie(HttpRequest.Builder request, String email, Instant expires) {
            request.header("Cookie", COOKIES.header(email, expires));
        }

        private static void hmac(HttpRequest.Builder request, String secret, Instant at) {
            new HmacSigner(secret).headers(at, EVENT).forEach(request::header);
        }
    }

    @ParameterizedTest
    @EnumSource
    void admitsAsTheTableSays(Caller caller) throws Exception {
        HttpResponse<String> answer =
                HeadraceProcess.send(
                        caller.request()
                                .POST(
                                        BodyPublishers.ofString(
                                                "[" + Events.event(caller.name()) + "]"))
                                .build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(caller.status);
        assertEnvelope(answer);
    }

    /** {@code data} is there with every error. */
    private static void assertEnvelope(HttpResponse<String> answer) {
        JsonNode body = JsonMapper.shared().readTree(answer.body());
        boolean good = answer.statusCode() < 300;
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/json");
        assertThat(body.path("status").asString()).isEqualTo(good ? "ok" : "error");
        assertThat(body.path("message").isString()).isTrue();
        assertThat(good || body.has("data")).as(answer.body()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]                                                           | 201",
                "[{\"app\":1}]                                                | 400",
                "[17]                                                         | 400",
                "[[]]                                                         | 400",
                "17                                                           | 400",
                "\"text\"                                                     | 400",
                "{\"app\":1}                                                  | 400",
                "[                                                            | 400",
                "~~                                                           | 400",
            })
    void aBodyComesToWhatTheTableSays(String body, int status) throws Exception {
        HttpResponse<String> answer = headrace.post(EVENT, body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertEnvelope(answer);
    }

    /** The fields of an event, as the table of its schema has them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"app\":\"a\"      | \"app\":\"\"                    | 201",
                "\"app\":\"a\"      | \"app\":null                    | 400",
                "\"value\":1        | \"value\":true                  | 201",
                "\"value\":1        | \"value\":-1.5e3                | 201",
                "\"value\":1        | \"value\":null                  | 400",
                "\"value\":1        | \"value\":\"1\"                 | 400",
                "\"value\":1        | \"value\":1,\"more\":[{\"x\":null}] | 201",
                "\"value\":1        | \"value\":1,\"tags\":{}         | 201",
                "\"value\":1        | \"value\":1,\"tags\":{\"a\":\"s\",\"b\":2,\"c\":false} | 201",
                "\"value\":1        | \"value\":1,\"tags\":{\"a\":null}   | 400",
                "\"value\":1        | \"value\":1,\"tags\":{\"a\":[1]}    | 400",
                "\"value\":1        | \"value\":1,\"tags\":[]         | 400",
                "T07:51:27Z         | T07:51:27.123456789+01:00       | 201",
                "T07:51:27Z         | T07:51:27                       | 400",
                "T07:51:27Z         | ~~                              | 400",
                "T07:51:27Z         | T07:51Z                         | 400",
                "2020-09-03         | 2020-02-31                      | 400",
                "\"2020-09-03T07:51:27Z\" | 1599119487                | 400",
            })
    void anEventIsTakenAsTheTableSays(String from, String to, int status) throws Exception {
        String event =
                """
                {"app":"a","stage":"PROD","type":"T","value":1,"eventTime":"2020-09-03T07:51:27Z"}
                """;

        HttpResponse<String> answer = headrace.post(EVENT, "[" + event.replace(from, to) + "]");

        assertThat(event).contains(from);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"app", "stage", "type", "value", "eventTime"})
    void everyRequiredFieldIsMissedByItsName(String field) throws Exception {
        String event =
                """
                {"app":"a","stage":"PROD","type":"T","value":1,"eventTime":"2020-09-03T07:51:27Z"}
                """
                        .replace("\"" + field + "\"", "\"another\"");

        HttpResponse<String> answer = headrace.post(EVENT, "[" + event + "]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JsonMapper.shared().readTree(answer.body()).at("/data/0/message").asString())
                .contains(field);
    }

    @Test
    void theHealthcheckIsThereByHeadToo() throws Exception {
        HttpRequest head =
                HttpRequest.newBuilder(headrace.url("/healthcheck"))
                        .method("HEAD", BodyPublishers.noBody())
                        .build();

        assertThat(HeadraceProcess.send(head).statusCode()).isEqualTo(200);
        assertThat(HeadraceProcess.get(headrace.url("/healthcheck")).body())
                .isEqualTo("{\"status\":\"ok\",\"message\":\"This is the Event API app.\"}");
    }

    /** The pixel: a cookie alone lets in, and whatever is missing is said in the same shape. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?app=a&path=%2F&stage=PROD           | ada@guardian.example | 204",
                "?app=a&path=%2F&stage=PROD           | ada@other.example    | 403",
                "?app=a&path=%2F                      | ada@guardian.example | 400",
                "?app=a&stage=PROD                    | ada@guardian.example | 400",
                "?path=%2F&stage=PROD                 | ada@guardian.example | 400",
                "?app=a&app=b&path=%2F&stage=PROD     | ada@guardian.example | 400",
            })
    void thePixelAnswersAsTheTableSays(String query, String email, int status) throws Exception {
        String path = "/guardian-tool-accessed";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(headrace.url(path + query))
                        .header("Cookie", COOKIES.header(email, Instant.now().plusSeconds(3600)));
        new HmacSigner("a-secret-that-nobody-has")
                .headers(Instant.now(), path)
                .forEach((name, value) -> {
                    if (status == 403) { // the headers of services mean nothing here
                        request.header(name, value);
                    }
                });

        HttpResponse<String> answer = HeadraceProcess.send(request.build());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status != 204) {
            assertEnvelope(answer);
        }
    }
}
