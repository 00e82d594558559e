package dev.headrace.distribution;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Takes objects as S3 does, as far as a sink that meets no trouble sees: no signatures, no errors.
 * The S3 sink's own tests are against a server that has both.
 */
final class TinyBucket implements AutoCloseable {

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final HttpServer server;

    TinyBucket() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The events of all objects, unpacked where they are compressed. */
    List<String> lines() {
        return objects.values().stream().flatMap(body -> Unpacked.text(body).lines()).toList();
    }

    /** The keys of all objects. */
    Set<String> keys() {
        return Set.copyOf(objects.keySet());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals("PUT")) {
                boolean framed =
                        exchange.getRequestHeaders().containsKey("X-Amz-Decoded-Content-Length");
                objects.put(
                        exchange.getRequestURI().getPath(), framed ? withoutFrames(body) : body);
                exchange.getResponseHeaders().add("ETag", "\"etag\"");
            }
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** Takes off what an upload that is signed, or summed up, piece by piece puts between them. */
    private static byte[] withoutFrames(byte[] framed) {
        var body = new ByteArrayOutputStream();
        int at = 0;
        int size = -1;
        while (size != 0) {
            int end = at;
            while (framed[end] != '\r') {
                end++;
            }
            String head = new String(framed, at, end - at, StandardCharsets.US_ASCII);
            size = Integer.parseInt(head.replaceAll(";.*", ""), 16);
            body.write(framed, end + 2, size);
            at = end + 2 + size + 2;
        }
        return body.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
