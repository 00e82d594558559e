package dev.headrace.app;

import dev.headrace.auth.HmacKeyFile;
import dev.headrace.auth.HmacSigner;
import dev.headrace.publishing.SinkSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code --demo}: posts a few events to the running server as a service would, signed and over
 * HTTP, and shows for each the line of the lake and the row of PostgreSQL that it became.
 */
final class Demo {

    private static final String PATH = "/v1/streams/user-telemetry/events";
    private static final String STREAM = "user-telemetry";
    private static final String SERVICE = "headrace-demo";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final PrintWriter out;

    Demo(PrintWriter out) {
        this.out = out;
    }

    /** Posts and shows; what goes wrong is told, and the server runs on. */
    void show(HeadraceSettings settings, List<SinkSettings> sinks, HttpServer.Ports ports) {
        String address = ReadyLine.address(settings.publicListener(), ports.open());
        List<String> ids = List.of(newId(), newId(), newId());
        try {
            HmacSigner signer = HmacKeyFile.currentSigner(settings.hmac().keysFile());
            HttpResponse<String> answer = post(URI.create(address + PATH), body(ids), signer);
            out.printf("%ndemo: POST %s%s -> %d%n", address, PATH, answer.statusCode());
            out.printf("  %s%n", answer.body().strip());
            for (String id : ids) {
                showWhere(id, landings(sinks));
            }
        } catch (IOException e) {
            out.printf("demo: the request failed: %s%n", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }

    private static String newId() {
        return "demo-" + UUID.randomUUID();
    }

    private static String body(List<String> ids) {
        Instant now = Clock.systemUTC().instant();
        return ids.stream()
                .map(id ->
                        """
                        {"id":"%s","app":"headrace","stage":"DEV","type":"DEMO","value":true,\
                        "eventTime":"%s","tags":{"from":"headrace run --demo"}}\
                        """
                                .formatted(id, now))
                .toList()
                .toString();
    }

    private static HttpResponse<String> post(URI target, String body, HmacSigner signer)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(target)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .header(HmacSigner.SERVICE_NAME_HEADER, SERVICE)
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        signer.headers(Clock.systemUTC().instant(), target.getRawPath()).forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static Map<String, Landing> landings(List<SinkSettings> sinks) {
        var landings = new LinkedHashMap<String, Landing>();
        for (SinkSettings sink : sinks) {
            switch (sink.type()) {
                case SinkDefaults.FILE -> landings.put(sink.name(), new LakeLanding(sink, STREAM));
                case SinkDefaults.POSTGRESQL ->
                        landings.put(sink.name(), new RowLanding(sink, STREAM));
                default -> {
                    // a sink that this demo cannot look into
                }
            }
        }
        return landings;
    }

    private void showWhere(String id, Map<String, Landing> landings) throws InterruptedException {
        out.printf("  event %s%n", id);
        for (Map.Entry<String, Landing> landing : landings.entrySet()) {
            String where =
                    await(landing.getValue(), id)
                            .orElse("not there after " + PATIENCE.toSeconds() + " s");
            out.printf("    %s: %s%n", landing.getKey(), where);
        }
        out.flush();
    }

    private static Optional<String> await(Landing landing, String id) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<String> where = landing.find(id);
        while (where.isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE);
            where = landing.find(id);
        }
        return where;
    }
}
