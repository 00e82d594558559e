package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.distribution.RawSocket.Heard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stranger can do to the server with bytes: smuggling, slow and cut bodies, overload. */
class RawSocketIT {

    private static final String PATH = "/v1/streams/user-telemetry/events";
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final int PLACES = 8;

    @TempDir static Path data;

    private static HeadraceProcess headrace;

    @BeforeAll
    static void start() {
        headrace =
                HeadraceProcess.start(
                        data,
                        Configurations.LAKE.replace(
                                "body-timeout: 2s",
                                "body-timeout: 4s, idle-timeout: 6s, concurrent-requests: "
                                        + PLACES),
                        Map.of());
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    void closesTheConnectionWhenTheClientAsks() throws IOException {
        Heard heard =
                talk("GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", SOON);

        assertThat(heard.status()).isEqualTo(200);
        assertThat(heard.closed()).isTrue();
    }

    @Test
    void keepsTheConnectionOtherwise() throws IOException {
        Heard heard = talk("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n".repeat(3), SOON);

        assertThat(heard.answers()).isEqualTo(3);
        assertThat(heard.closed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 60_000, 200_000, 9_000_000})
    void neverTakesAnUnreadBodyForTheNextRequest(int length) throws IOException {
        String smuggled = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        String body = smuggled + "x".repeat(Math.min(length, 300_000) - smuggled.length());

        Heard heard =
                talk(
                        "POST "
                                + PATH
                                + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                                + length
                                + "\r\n\r\n"
                                + body,
                        SOON);

        assertThat(heard.status()).isEqualTo(401);
        assertThat(heard.answers()).isEqualTo(1);
    }

    @Test
    void neverTakesAnUnreadBodyForTheNextRequestWhenTheClientSaysClose() throws IOException {
        String smuggled = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

        Heard heard =
                talk(
                        "POST "
                                + PATH
                                + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: "
                                + smuggled.length()
                                + "\r\n\r\n"
                                + smuggled,
                        SOON);

        assertThat(heard.status()).isEqualTo(401);
        assertThat(heard.answers()).isEqualTo(1);
        assertThat(heard.closed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 5",
                "Content-Length: -5",
                "Content-Length: 5\r\nContent-Length: 6",
                "Content-Length: 5, 5",
                "Content-Length: five",
                "Content-Length: +5",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: chunked, identity"
            })
    void refusesDoubtfulFraming(String headers) throws IOException {
        Heard heard =
                talk(
                        "POST "
                                + PATH
                                + " HTTP/1.1\r\nHost: x\r\n"
                                + headers
                                + "\r\n\r\n0\r\n\r\nGET /health/live HTTP/1.1\r\nHost: x\r\n\r\n",
                        SOON);

        assertThat(heard.status()).isEqualTo(400);
        assertThat(heard.answers()).isEqualTo(1);
        assertThat(heard.closed()).isTrue();
    }

    @Test
    void endsABodyThatDoesNotComeInTime() throws IOException {
        Instant start = Instant.now();

        Heard heard = talk(signed("Content-Length: 1000", "[{"), Duration.ofSeconds(12));

        assertThat(heard.closed()).isTrue();
        assertThat(heard.status()).isIn(0, 408);
        assertThat(Duration.between(start, Instant.now()))
                .isBetween(Duration.ofMillis(3500), Duration.ofSeconds(8));
    }

    @Test
    void endsABodyThatTricklesForEver() throws IOException {
        try (var socket = new RawSocket(headrace.port())) {
            socket.send(signed("Content-Length: 1000", ""));
            Heard heard = new Heard("", false);
            for (int i = 0; i < 100 && !heard.closed(); i++) {
                trickle(socket);
                heard = socket.hear(Duration.ofMillis(100));
            }

            assertThat(heard.closed()).isTrue();
        }
    }

    @Test
    void closesAConnectionThatSaysNothing() throws IOException {
        try (var socket = new RawSocket(headrace.port())) {
            assertThat(socket.hear(Duration.ofSeconds(12)).closed()).isTrue();
        }
    }

    @Test
    void refusesABodyThatIsCutShort() throws IOException {
        try (var socket = new RawSocket(headrace.port())) {
            Heard heard =
                    socket.send(signed("Content-Length: 1000", "[{}"))
                            .endOfOutput()
                            .hear(Duration.ofSeconds(5));

            assertThat(heard.status()).isIn(0, 400);
            assertThat(heard.closed()).isTrue();
        }
    }

    @Test
    void answersOverloadEarlyWithRetryAfter() throws IOException {
        var slow = new ArrayList<RawSocket>();
        try {
            for (int i = 0; i < PLACES; i++) {
                slow.add(new RawSocket(headrace.port()).send(signed("Content-Length: 1000", "[")));
            }
            Heard heard = awaitOverload(slow);

            assertThat(heard.status()).isEqualTo(503);
            assertThat(heard.text()).contains("Retry-After: 1").contains("\"code\":\"overloaded\"");
        } finally {
            for (RawSocket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void refusesHeadersWithoutEnd() throws IOException {
        Heard heard =
                talk(
                        "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "y".repeat(100_000) + "\r\n\r\n",
                        SOON);

        assertThat(heard.status()).isIn(0, 400, 431);
        assertThat(heard.closed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GARBAGE\r\n\r\n",
                "GET\r\n\r\n",
                "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /event HTTP/1.1\r\nHost: x\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\n[]",
                "POST /event HTTP/1.1\r\nHost: x\r\nContent-Type: ///\r\nContent-Length: 2\r\n\r\n[]",
                "POST /event HTTP/1.1\r\nHost: x\r\nCookie: \r\nContent-Length: 2\r\n\r\n[]",
                "POST /v1/streams/%2e%2e/events HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n[]",
                "GET /v1/streams?version=%ff HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /health/live HTTP/9.9\r\nHost: x\r\n\r\n"
            })
    void answersNonsenseWithoutA5xxOrATrace(String request) throws IOException {
        Heard heard = talk(request, SOON);

        assertThat(heard.status()).isLessThan(500);
        assertThat(heard.text()).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(talk("GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n", SOON).status())
                .isEqualTo(200);
    }

    /** One more slow request each time, as others may end meanwhile. */
    private static Heard awaitOverload(List<RawSocket> slow) throws IOException {
        Heard heard = new Heard("", false);
        for (int i = 0; i < 30 && heard.status() != 503; i++) {
            slow.add(new RawSocket(headrace.port()).send(signed("Content-Length: 1000", "[")));
            heard = talk("GET /v1/streams HTTP/1.1\r\nHost: x\r\n\r\n", Duration.ofMillis(100));
        }
        return heard;
    }

    private static void trickle(RawSocket socket) {
        try {
            socket.send(" ");
        } catch (IOException e) {
            // the server has closed: what the test waits for, and what hear() will tell
        }
    }

    private static Heard talk(String request, Duration atMost) throws IOException {
        try (var socket = new RawSocket(headrace.port())) {
            try {
                socket.send(request);
            } catch (IOException e) {
                // the server answered and closed before it had read everything
            }
            return socket.hear(atMost);
        }
    }

    /** The head of a post by a known caller, and the start of its body. */
    private static String signed(String framing, String body) {
        var head =
                new StringBuilder(
                        "POST "
                                + PATH
                                + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n");
        headrace.signed(PATH)
                .GET()
                .build()
                .headers()
                .map()
                .forEach((name, values) -> {
                    if (name.startsWith("X-Gu")) {
                        head.append(name).append(": ").append(values.getFirst()).append("\r\n");
                    }
                });
        return head + framing + "\r\n\r\n" + body;
    }
}
