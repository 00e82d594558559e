package dev.headrace.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.publishing.SinkState;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in over HTTP, and what everybody is told. */
class AdminGuardTest extends AdminOverHttp {

    private static final Pattern CONTENT_LENGTH =
            Pattern.compile("content-length: (\\d+)", Pattern.CASE_INSENSITIVE);

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
}
