package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.SinkException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * ClickHouse's HTTP interface, over connections that are kept. The threads of the JDK's client live
 * until {@link #close}. Safe for use by several threads.
 */
final class Server implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LAST_WAIT = Duration.ofSeconds(1);
    private static final Pattern CODE = Pattern.compile("Code: (\\d{1,5})\\.");

    private final ClickhouseSettings settings;
    private final URI address;
    private final HttpClient client;

    Server(ClickhouseSettings settings) {
        this.settings = settings;
        String base = settings.server().toString().replaceAll("/+$", "");
        // With wait_end_of_query the status tells the end of the statement, not its beginning.
        this.address =
                URI.create(
                        base
                                + "/?database="
                                + URLEncoder.encode(settings.database(), StandardCharsets.UTF_8)
                                + "&wait_end_of_query=1");
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    /**
     * Runs a statement.
     *
     * @throws SinkException when the target, and neither the statement nor a row, is the reason
     */
    Answer run(String statement) throws SinkException, InterruptedException {
        return send(statement.getBytes(StandardCharsets.UTF_8), false);
    }

    /** Runs an insert, given with its rows. */
    Answer insert(byte[] statementAndRows) throws SinkException, InterruptedException {
        return send(statementAndRows, settings.gzip());
    }

    private Answer send(byte[] statement, boolean gzip) throws SinkException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address)
                        .timeout(settings.timeout())
                        .header("Content-Type", "text/plain; charset=utf-8");
        settings.user()
                .ifPresent(user ->
                        request.header("X-ClickHouse-User", user.name())
                                .header("X-ClickHouse-Key", user.password()));
        if (gzip) {
            request.header("Content-Encoding", "gzip");
        }
        byte[] body = gzip ? compressed(statement) : statement;
        request.POST(HttpRequest.BodyPublishers.ofByteArray(body));
        try {
            return answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new SinkException.Unavailable(
                    "the server at " + settings.server() + " does not answer", e);
        }
    }

    /** The text of an error can quote rows: of it, nothing but the code is used. */
    private static Answer answer(HttpResponse<byte[]> response) throws SinkException {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        int code =
                response.headers()
                        .firstValue("X-ClickHouse-Exception-Code")
                        .filter(header -> header.matches("\\d{1,5}"))
                        .map(Integer::parseInt)
                        .orElse(0);
        if (response.statusCode() == 200 && code == 0) {
            return new Answer.Done(text);
        }
        if (code == 0) {
            Matcher said = CODE.matcher(text);
            code = said.lookingAt() ? Integer.parseInt(said.group(1)) : 0;
        }
        return ErrorCodes.of(code, response.statusCode());
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

    private static byte[] compressed(byte[] rows) {
        var bytes = new ByteArrayOutputStream(rows.length / 4 + 64);
        try (OutputStream gzip = new FastGzip(bytes)) {
            gzip.write(rows);
        } catch (IOException e) {
            throw new IllegalStateException("memory took no bytes", e);
        }
        return bytes.toByteArray();
    }

    /** Rows repeat themselves so much that the fastest level does nearly as well as the best. */
    private static final class FastGzip extends GZIPOutputStream {

        private static final int BUFFER = 64 << 10;

        FastGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
