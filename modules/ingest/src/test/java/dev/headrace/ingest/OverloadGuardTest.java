package dev.headrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverloadGuardTest {

    private static final int PLACES = 2;

    private final FakeMeters meters = new FakeMeters();
    private final CountDownLatch working = new CountDownLatch(PLACES);
    private final Semaphore finish = new Semaphore(0);
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebServer server = start();

    private WebServer start() {
        var guard = new OverloadGuard(PLACES, meters);
        return WebServer.builder()
                .host("127.0.0.1")
                .routing(routing(guard))
                .putSocket(
                        "internal",
                        socket -> socket.host("127.0.0.1").routing(routing(guard.another())))
                .build()
                .start();
    }

    private HttpRouting.Builder routing(OverloadGuard guard) {
        return HttpRouting.builder()
                .addFilter(guard)
                .get(
                        "/slow",
                        (request, response) -> {
                            working.countDown();
                            finish.acquire();
                            response.send("done");
                        })
                .any((request, response) -> response.send("quick"));
    }

    @AfterEach
    void stop() {
        finish.release(1000);
        server.stop();
        client.close();
    }

    private HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        return client.send(request(port, path), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    }

    private CompletableFuture<HttpResponse<String>> slow() {
        return client.sendAsync(
                request(server.port(), "/slow"), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void tellsTheRestToComeAgainAndServesThemAfterwards() throws Exception {
        var first = slow();
        var second = slow();
        working.await();

        HttpResponse<String> refused = get(server.port(), "/quick");
        finish.release(PLACES);
        first.join();
        second.join();

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(refused.body()).contains("\"code\":\"overloaded\"");
        assertThat(meters.count("requests_refused_total", Map.of("problem", "overloaded")))
                .isEqualTo(1);
        assertThat(get(server.port(), "/quick").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/healthcheck", "/metrics", "/admin/sinks", "/openapi"})
    void servesHealthMetricsAndAdministrationUnderOverload(String path) throws Exception {
        slow();
        slow();
        working.await();

        assertThat(get(server.port(), path).statusCode()).isEqualTo(200);
        assertThat(get(server.port(), path + "/../../v1/x").statusCode()).isEqualTo(503);
        assertThat(get(server.port(), path + "/%2e%2e/v1").statusCode()).isEqualTo(503);
    }

    @Test
    void givesEachListenerPlacesOfItsOwn() throws Exception {
        slow();
        slow();
        working.await();

        assertThat(get(server.port("internal"), "/quick").statusCode()).isEqualTo(200);
    }
}
