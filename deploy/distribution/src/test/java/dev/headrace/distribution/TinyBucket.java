package dev.headrace.distribution;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes objects as S3 does, as far as a sink that meets no trouble sees: no signatures, no errors.
 * The S3 sink's own tests are against a server that has both.
 */
final class TinyBucket implements AutoCloseable {

    private final Map<String, String> objects = new ConcurrentHashMap<>();
    private final HttpServer server;

    TinyBucket() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The events of all objects, without what a signed upload puts between them. */
    List<String> lines() {
        return objects.values().stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("{"))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("PUT")) {
                objects.put(
                        exchange.getRequestURI().getPath(),
                        new String(body, StandardCharsets.UTF_8));
                exchange.getResponseHeaders().add("ETag", "\"etag\"");
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
