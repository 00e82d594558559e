package dev.headrace.distribution;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * Makes requests that are wrong in one or several ways, from a seed: each number makes the same
 * request every time. Everything that a client controls is tried: the request line, header names
 * and values, framing, credentials, encodings, JSON. {@link #CANARY} is in every body and must be
 * found nowhere.
 */
final class MalformedRequests {

    static final String CANARY = "canary7b1f";

    private static final List<String> PATHS =
            List.of(
                    "/v1/streams/user-telemetry/events",
                    "/v1/streams/user-telemetry/validate",
                    "/v1/streams/user-telemetry/events?version=1",
                    "/v1/receipts/abc",
                    "/event",
                    "/guardian-tool-accessed?app=a&path=/b",
                    "/healthcheck",
                    "/health/live",
                    "/v1/streams");

    private static final List<String> METHODS =
            List.of(
                    "POST", "POST", "POST", "POST", "GET", "PUT", "DELETE", "HEAD", "PATCH",
                    "BREW");

    private static final List<String> ODD_PATHS =
            List.of(
                    "/v1/streams/%00/events",
                    "/v1/streams/../../etc/passwd/events",
                    "/v1/streams/%2e%2e/events",
                    "/v1/streams/" + "a".repeat(5_000) + "/events",
                    "/v1/streams/ü/events",
                    "/v1/streams/user-telemetry/events?version=99999999999999999999",
                    "/v1/streams/user-telemetry/events?version=%ff",
                    "/v1/streams/user-telemetry/schemas/-1",
                    "/v1/receipts/" + "A".repeat(3_000),
                    "//",
                    "*",
                    "http://elsewhere/event",
                    "/event#x",
                    "/event?%",
                    "/%",
                    "/\\event");

    private static final List<String> BODIES =
            List.of(
                    "",
                    "{",
                    "[",
                    "nul",
                    "\"" + CANARY,
                    "[".repeat(5_000) + CANARY,
                    "{\"a\":".repeat(3_000) + "\"" + CANARY + "\"",
                    "{\"app\":\"" + CANARY + "\",\"app\":1}",
                    "{\"eventTime\":1e999999,\"app\":\"" + CANARY + "\"}",
                    "{\"value\":" + "9".repeat(3_000) + ",\"app\":\"" + CANARY + "\"}",
                    "{\"app\":\"\\ud800" + CANARY + "\"}",
                    "{\"app\":\"\u0000" + CANARY + "\"}",
                    "[1,2,\"" + CANARY + "\",null,true,[],{}]",
                    "{}\n{\n[]\n\"" + CANARY + "\"\n",
                    "\uFEFF{\"app\":\"" + CANARY + "\"}",
                    "{\"__proto__\":{\"app\":\"" + CANARY + "\"}}",
                    "NaN",
                    "{'app':'" + CANARY + "'}");

    private static final List<String> TYPES =
            List.of(
                    "application/json",
                    "application/x-ndjson",
                    "text/plain",
                    "application/xml",
                    "application/json; charset=utf-16",
                    "multipart/form-data; boundary=x",
                    "a/b;;=",
                    "");

    private final Random random;
    private final Map<String, String> signature;

    /**
     * The request of a number.
     *
     * @param signature headers of a good HMAC, so that what is behind the gate is reached too
     */
    MalformedRequests(long number, Map<String, String> signature) {
        this.random = new Random(number);
        this.signature = signature;
    }

    /** Headers of a good HMAC for the path that nearly all requests have. */
    static Map<String, String> sign(String secret) {
        return new dev.headrace.auth.HmacSigner(secret).headers(Instant.now(), PATHS.getFirst());
    }

    byte[] make() {
        byte[] body = body();
        var head = new StringBuilder(requestLine());
        head.append(chance(95) ? "Host: localhost\r\n" : "");
        head.append("Content-Type: ").append(oneOf(TYPES)).append("\r\n");
        credentials(head);
        if (chance(15)) {
            head.append(oddHeader());
        }
        framing(head, body.length);
        byte[] request = join(head.append("\r\n").toString(), body);
        return chance(25) ? damaged(request) : request;
    }

    private String requestLine() {
        String method = chance(95) ? oneOf(METHODS) : noise(8);
        String path = chance(60) ? PATHS.getFirst() : chance(70) ? oneOf(PATHS) : oneOf(ODD_PATHS);
        String version = chance(96) ? "HTTP/1.1" : oneOf(List.of("HTTP/1.0", "HTTP/2", "HTTX/1.1"));
        return method + " " + path + " " + version + "\r\n";
    }

    private void credentials(StringBuilder head) {
        switch (random.nextInt(5)) {
            case 0 -> {}
            case 1 ->
                    head.append("X-Gu-Tools-HMAC-Token: HMAC ")
                            .append(noise(44))
                            .append("\r\nX-Gu-Tools-HMAC-Date: ")
                            .append(noise(29))
                            .append("\r\n");
            case 2 -> head.append("Cookie: gutoolsAuth-assym=").append(noise(200)).append("\r\n");
            default ->
                    signature.forEach((name, value) ->
                            head.append(name).append(": ").append(value).append("\r\n"));
        }
    }

    private String oddHeader() {
        List<Supplier<String>> odd =
                List.of(
                        () -> "X-Long: " + "x".repeat(40_000) + "\r\n",
                        () -> "X-Many: y\r\n".repeat(2_000),
                        () -> noise(20) + "\r\n",
                        () -> ": no name\r\n",
                        () -> "X Y: space in the name\r\n",
                        () -> "X-Fold: a\r\n b\r\n",
                        () -> "Headrace-Schema-Version: " + noise(12) + "\r\n",
                        () -> "Idempotency-Key: " + noise(300) + "\r\n",
                        () ->
                                "Content-Encoding: "
                                        + oneOf(List.of("gzip", "zstd", "br", "gzip, gzip", "x"))
                                        + "\r\n",
                        () -> "traceparent: " + noise(60) + "\r\n",
                        () -> "Origin: " + noise(40) + "\r\n",
                        () -> "Expect: " + noise(10) + "\r\n",
                        () -> "Connection: " + noise(10) + "\r\n");
        return oneOf(odd).get();
    }

    private void framing(StringBuilder head, int length) {
        switch (random.nextInt(12)) {
            case 0 ->
                    head.append("Content-Length: ")
                            .append(length + 1 + random.nextInt(50))
                            .append("\r\n");
            case 1 -> head.append("Content-Length: -1\r\n");
            case 2 -> head.append("Content-Length: 99999999999999999999\r\n");
            case 3 ->
                    head.append("Content-Length: ")
                            .append(length)
                            .append("\r\nContent-Length: 0\r\n");
            case 4 -> head.append("Transfer-Encoding: chunked\r\n");
            case 5 -> head.append("Transfer-Encoding: ").append(noise(7)).append("\r\n");
            case 6 ->
                    head.append("Transfer-Encoding: chunked\r\nContent-Length: ")
                            .append(length)
                            .append("\r\n");
            default -> head.append("Content-Length: ").append(length).append("\r\n");
        }
    }

    private byte[] body() {
        byte[] body = oneOf(BODIES).getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(6)) {
            case 0 -> damaged(join(CANARY, body));
            case 1 -> gzip(body);
            case 2 -> damaged(gzip(body));
            default -> body;
        };
    }

    /** Some bytes changed, taken out or put in. */
    private byte[] damaged(byte[] whole) {
        var bytes = new ByteArrayOutputStream();
        int changes = 1 + random.nextInt(4);
        for (byte each : whole) {
            int luck = changes > 0 ? random.nextInt(Math.max(1, whole.length / 2)) : 1;
            if (luck == 0) {
                changes--;
                if (random.nextBoolean()) {
                    bytes.write(random.nextInt(256));
                }
            } else {
                bytes.write(each);
            }
        }
        return bytes.toByteArray();
    }

    private String noise(int length) {
        var noise = new StringBuilder();
        for (int i = random.nextInt(length); i >= 0; i--) {
            noise.append((char) (chance(90) ? 33 + random.nextInt(94) : random.nextInt(256)));
        }
        return noise.toString().replace('\n', ' ').replace('\r', ' ');
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static byte[] join(String head, byte[] body) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] body) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
