package dev.headrace.plugin.influxdb;

import dev.headrace.sink.SinkException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The server, over connections that are kept. The threads of the JDK's client live until {@link
 * #close}. Safe for use by several threads.
 */
final class Server implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);

    private final InfluxdbSettings settings;
    private final ServerAnswers answers;
    private final HttpClient client;

    Server(InfluxdbSettings settings, Clock clock) {
        this.settings = settings;
        this.answers = new ServerAnswers(settings.api(), clock);
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * Writes lines. An empty text stores nothing, and is refused as any other where the database is
     * missing or the credentials do not suffice.
     *
     * @throws SinkException when the target, and not a line, is the reason
     */
    Answer write(byte[] lines) throws SinkException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(settings.api().writeTo(settings.server()))
                        .timeout(settings.timeout())
                        .header("Content-Type", "text/plain; charset=utf-8");
        settings.api().authorisation().ifPresent(value -> request.header("Authorization", value));
        byte[] body = lines;
        if (settings.gzip()) {
            body = compressed(lines);
            request.header("Content-Encoding", "gzip");
        }
        request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
        try {
            HttpResponse<byte[]> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return answers.of(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new SinkException.Unavailable(
                    "the server at " + settings.server() + " does not answer", e);
        }
    }

    /** Ends the client's threads and connections. */
    @Override
    public void close() {
        client.shutdownNow();
        try {
            client.awaitTermination(LAST_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] compressed(byte[] lines) {
        var bytes = new ByteArrayOutputStream(lines.length / 4 + 64);
        try (OutputStream gzip = new FastGzip(bytes)) {
            gzip.write(lines);
        } catch (IOException e) {
            throw new IllegalStateException("memory took no bytes", e);
        }
        return bytes.toByteArray();
    }

    /** Lines repeat themselves so much that the fastest level does nearly as well as the best. */
    private static final class FastGzip extends GZIPOutputStream {

        private static final int BUFFER = 64 << 10;

        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
