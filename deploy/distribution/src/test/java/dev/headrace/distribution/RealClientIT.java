package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The main job: the published client's events, each once in the files and once in PostgreSQL. */
class RealClientIT {

    private static final int EVENTS = 1_201;
    private static final Duration DELIVERED_WITHIN = Duration.ofSeconds(60);

    @TempDir static Path data;

    private static final PandaCookies COOKIES = new PandaCookies();
    private static HeadraceProcess headrace;
    private static PublishedClient client;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        client = PublishedClient.install(data.resolve("client"));
        headrace = COOKIES.start(data, Configurations.LAKE_AND_EMBEDDED);
    }

    @AfterAll
    static void stop() {
        headrace.close();
    }

    @Test
    void deliversWhatTheClientPostsWithHmac() throws Exception {
        JsonNode said = client.post(headrace.url("/"), EVENTS, "hmac", "hmac", headrace.secret());

        assertThat(said.path("sent").asInt()).isEqualTo(EVENTS);
        assertEachOnceInBothSinks("hmac");
    }

    @Test
    void deliversWhatTheClientPostsWithACookie() throws Exception {
        String cookie =
                COOKIES.header("ada@guardian.example", Instant.now().plus(Duration.ofHours(1)));

        JsonNode said = client.post(headrace.url("/"), EVENTS, "cookie", "cookie", cookie);

        assertThat(said.path("sent").asInt()).isEqualTo(EVENTS);
        assertEachOnceInBothSinks("cookie");
    }

    @Test
    void deliversEachEventOnceWhenTheFirstAnswerWasA503() throws Exception {
        try (var front = new RefusesFirst()) {
            JsonNode said = client.post(front.url(), 501, "refused", "hmac", headrace.secret());

            assertThat(said.path("statuses").get(0).asInt()).isEqualTo(503);
            assertThat(said.path("sent").asInt()).isEqualTo(501);
        }
        assertEachOnceInBothSinks("refused", 501);
    }

    private static void assertEachOnceInBothSinks(String prefix) {
        assertEachOnceInBothSinks(prefix, EVENTS);
    }

    private static void assertEachOnceInBothSinks(String prefix, int count) {
        List<String> expected = IntStream.range(0, count).mapToObj(i -> prefix + "-" + i).toList();
        await().atMost(DELIVERED_WITHIN)
                .untilAsserted(() -> {
                    assertThat(inLake(prefix)).containsExactlyInAnyOrderElementsOf(expected);
                    assertThat(inPostgres(prefix)).containsExactlyInAnyOrderElementsOf(expected);
                });
    }

    private static List<String> inLake(String prefix) throws IOException {
        return HeadraceProcess.lake(data.resolve("lake")).stream()
                .map(one -> one.path("id").asString())
                .filter(id -> id.startsWith(prefix + "-"))
                .toList();
    }

    private static List<String> inPostgres(String prefix) throws SQLException, IOException {
        return Warehouse.ofEmbedded(data).ids(prefix + "-%");
    }

    /** A front that answers the first request with 503 and hands on every other one. */
    private static final class RefusesFirst implements AutoCloseable {

        private final HttpServer server;
        private final AtomicInteger requests = new AtomicInteger();

        RefusesFirst() throws IOException {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        byte[] body = exchange.getRequestBody().readAllBytes();
                        if (requests.incrementAndGet() == 1) {
                            exchange.getResponseHeaders().add("Retry-After", "1");
                            exchange.sendResponseHeaders(503, -1);
                        } else {
                            HttpResponse<String> answer =
                                    forward(exchange.getRequestHeaders(), body);
                            byte[] text = answer.body().getBytes(StandardCharsets.UTF_8);
                            exchange.sendResponseHeaders(answer.statusCode(), text.length);
                            exchange.getResponseBody().write(text);
                        }
                        exchange.close();
                    });
            server.start();
        }

        URI url() {
            return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        }

        private static HttpResponse<String> forward(
                com.sun.net.httpserver.Headers headers, byte[] body) throws IOException {
            HttpRequest.Builder request = HttpRequest.newBuilder(headrace.url("/event"));
            for (String name :
                    List.of("Content-Type", "X-Gu-Tools-HMAC-Token", "X-Gu-Tools-HMAC-Date")) {
                request.header(name, headers.getFirst(name));
            }
            try {
                return HeadraceProcess.send(
                        request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
