package dev.headrace.benchmark;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** HTTP requests as they go over the wire, head and body in one piece. */
final class RequestBytes {

    private RequestBytes() {}

    /** A post. */
    static byte[] post(String path, String type, Map<String, String> headers, byte[] body) {
        var head = head("POST", path, headers);
        head.append("Content-Type: " + type + "\r\n");
        head.append("Content-Length: " + body.length + "\r\n\r\n");
        var request = new ByteArrayOutputStream(head.length() + body.length);
        request.writeBytes(head.toString().getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** A get. */
    static byte[] get(String path, Map<String, String> headers) {
        return head("GET", path, headers)
                .append("\r\n")
                .toString()
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static StringBuilder head(String method, String path, Map<String, String> headers) {
        var head =
                new StringBuilder(method + " " + path + " HTTP/1.1\r\n")
                        .append("Host: localhost\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        return head;
    }
}
