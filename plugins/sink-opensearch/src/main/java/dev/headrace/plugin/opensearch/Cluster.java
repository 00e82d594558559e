package dev.headrace.plugin.opensearch;

import dev.headrace.sink.SinkException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * Speaks HTTP with the cluster. Safe for use by several threads. Closing it ends the client's own
 * threads, and with them whatever request is under way.
 */
final class Cluster implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String JSON = "application/json";
    private static final String NDJSON = "application/x-ndjson";

    private final OpenSearchSettings settings;
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    /**
     * What the cluster said.
     *
     * @param status the HTTP status
     * @param body the JSON text, decompressed
     * @param retryAfter the pause that it asked for; zero when it named none
     */
    record Answer(int status, byte[] body, Duration retryAfter) {
        boolean fine() {
            return status >= 200 && status < 300;
        }
    }

    Cluster(OpenSearchSettings settings) {
        this.settings = settings;
        Duration connect = settings.timeout().compareTo(CONNECT) < 0 ? settings.timeout() : CONNECT;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(connect)
                        .executor(tasks)
                        .build();
    }

    /** Asks for something. */
    Answer get(String path) throws SinkException, InterruptedException {
        return send(request(path).GET());
    }

    /** Sets something small. */
    Answer put(String path, String json) throws SinkException, InterruptedException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return send(
                request(path)
                        .header("Content-Type", JSON)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    /** Sends a bulk request. */
    Answer bulk(BulkBody body) throws SinkException, InterruptedException {
        HttpRequest.Builder request =
                request("/_bulk?filter_path=items.*.status,items.*.error.type,items.*.error.reason")
                        .header("Content-Type", NDJSON)
                        .header("Accept-Encoding", "gzip")
                        .POST(body.publisher());
        if (settings.compression() == Compression.GZIP) {
            request.header("Content-Encoding", "gzip");
        }
        return send(request);
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
        tasks.close();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(settings.url() + path))
                        .timeout(settings.timeout())
                        .header("Accept", JSON);
        settings.credentials().addTo(request);
        return request;
    }

    private Answer send(HttpRequest.Builder request) throws SinkException, InterruptedException {
        try {
            HttpResponse<byte[]> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), plain(response), retryAfter(response));
        } catch (HttpTimeoutException e) {
            throw new SinkException.Unavailable(
                    settings.url() + " did not answer within " + settings.timeout(), e);
        } catch (IOException e) {
            throw new SinkException.Unavailable(
                    "cannot talk to " + settings.url() + ": " + reason(e), e);
        }
    }

    private static byte[] plain(HttpResponse<byte[]> response) throws IOException {
        if (response.headers().firstValue("Content-Encoding").filter("gzip"::equals).isEmpty()) {
            return response.body();
        }
        try (InputStream in =
                new GZIPInputStream(new java.io.ByteArrayInputStream(response.body()))) {
            return in.readAllBytes();
        }
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,5}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
    }

    /** The JDK often gives a connection's failure no message of its own. */
    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
