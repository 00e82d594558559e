package dev.headrace.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.headrace.auth.HmacSigner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private static final byte[] ANSWER = "{}".getBytes(StandardCharsets.UTF_8);

    private final AtomicInteger taken = new AtomicInteger();
    private final HttpServer server;

    LoadTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void countsEveryRequestThatWasAccepted() throws Exception {
        answerWith(202);

        Load.Result result = load().run(server.getAddress(), Duration.ofMillis(200));

        assertThat(result.latencies().count()).isEqualTo(40).isEqualTo(taken.get());
        assertThat(result.latencies().percentile(1)).isPositive();
    }

    @Test
    void endsTheMeasurementAtAnyOtherAnswer() {
        answerWith(503);

        assertThatThrownBy(() -> load().run(server.getAddress(), Duration.ofMillis(200)))
                .isInstanceOf(IOException.class)
                .hasRootCauseMessage("answered 503: {}");
    }

    private void answerWith(int status) {
        server.createContext(
                SignedRequests.PATH,
                exchange -> {
                    taken.incrementAndGet();
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(status, ANSWER.length);
                    exchange.getResponseBody().write(ANSWER);
                    exchange.close();
                });
    }

    private static Load load() {
        var requests =
                new SignedRequests(
                        new HmacSigner("a-secret-of-this-test"),
                        Clock.systemUTC(),
                        List.of("{}".getBytes(StandardCharsets.UTF_8)));
        return new Load(requests, 2, new Pace.Fixed(200));
    }
}
