package dev.headrace.plugin.opensearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;

/**
 * What stands before a cluster: passes requests on, or answers them itself, as a security plugin, a
 * proxy or a cluster in trouble would. Keeps what it was asked.
 */
final class Gateway implements AutoCloseable {

    /** An answer of its own. */
    record Reply(int status, String body, Optional<String> retryAfter) {
        static Reply of(int status, String body) {
            return new Reply(status, body, Optional.empty());
        }
    }

    /** What came in, decompressed. */
    record Request(String method, String path, List<String> authorization, String body) {}

    private static final List<String> PASSED =
            List.of("Content-Type", "Content-Encoding", "Accept", "Accept-Encoding");

    private final HttpServer server;
    private final ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder().executor(tasks).build();
    private final Optional<String> behind;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicReference<Optional<Reply>> own = new AtomicReference<>(Optional.empty());
    private volatile String onlyPath = "/";

    private Gateway(Optional<String> behind) throws IOException {
        this.behind = behind;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(tasks);
        server.createContext("/", this::handle);
        server.start();
    }

    static Gateway before(String url) throws IOException {
        return new Gateway(Optional.of(url));
    }

    /** Nothing is behind it; requests that are not answered otherwise are fine. */
    static Gateway alone() throws IOException {
        return new Gateway(Optional.empty());
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    String url() {
        return "http://127.0.0.1:" + address().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    /** Answers every request itself; closing what it gives ends that. */
    AutoCloseable answering(Reply reply) {
        return answering("/", reply);
    }

    /** Answers requests below a path itself. */
    AutoCloseable answering(String path, Reply reply) {
        onlyPath = path;
        own.set(Optional.of(reply));
        return () -> own.set(Optional.empty());
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        tasks.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().toString();
            keep(exchange, path, body);
            Optional<Reply> reply = own.get().filter(_ -> path.startsWith(onlyPath));
            if (reply.isPresent()) {
                reply.get()
                        .retryAfter()
                        .ifPresent(text -> exchange.getResponseHeaders().set("Retry-After", text));
                answer(exchange, reply.get().status(), utf8(reply.get().body()));
            } else if (behind.isPresent()) {
                pass(exchange, behind.get() + path, body);
            } else {
                answer(exchange, 200, utf8("{\"version\":{\"number\":\"3.8.0\"},\"items\":[]}"));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void pass(HttpExchange exchange, String url, byte[] body)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(url))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : PASSED) {
            exchange.getRequestHeaders()
                    .getOrDefault(name, List.of())
                    .forEach(value -> request.header(name, value));
        }
        HttpResponse<byte[]> answer =
                client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        answer.headers()
                .firstValue("Content-Encoding")
                .ifPresent(value -> exchange.getResponseHeaders().set("Content-Encoding", value));
        answer(exchange, answer.statusCode(), answer.body());
    }

    private void keep(HttpExchange exchange, String path, byte[] body) throws IOException {
        boolean gzip =
                exchange.getRequestHeaders()
                        .getOrDefault("Content-Encoding", List.of())
                        .contains("gzip");
        byte[] plain =
                gzip ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body;
        requests.add(
                new Request(
                        exchange.getRequestMethod(),
                        path,
                        exchange.getRequestHeaders().getOrDefault("Authorization", List.of()),
                        new String(plain, StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
