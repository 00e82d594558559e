package dev.headrace.plugin.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Speaks as much of STS as the tests need, and keeps what it was asked. */
final class FakeAws implements AutoCloseable {

    static final String IDENTITY =
            """
            <GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult>
            </GetCallerIdentityResponse>
            """;

    static final String ASSUMED =
            """
            <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleResult><Credentials>
                <AccessKeyId>ASIAOFTHEROLE</AccessKeyId>
                <SecretAccessKey>secret-of-the-role</SecretAccessKey>
                <SessionToken>token-of-the-role</SessionToken>
                <Expiration>2099-01-01T00:00:00Z</Expiration>
              </Credentials></AssumeRoleResult>
            </AssumeRoleResponse>
            """;

    /** What it answers. */
    @FunctionalInterface
    interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    /** One request as it came. */
    record Request(String authorization, String token, String body) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile Answer answer = exchange -> send(exchange, 200, IDENTITY);

    FakeAws() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    void answers(Answer next) {
        answer = next;
    }

    /** An error as the query protocol has it. */
    static Answer error(int status, String code, String message) {
        String body =
                "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Code>"
                        + code
                        + "</Code><Message>"
                        + message
                        + "</Message></Error><RequestId>r-1</RequestId></ErrorResponse>";
        return exchange -> send(exchange, status, body);
    }

    static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(
                new Request(
                        header(exchange, "Authorization"),
                        header(exchange, "X-Amz-Security-Token"),
                        body));
        answer.to(exchange);
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
