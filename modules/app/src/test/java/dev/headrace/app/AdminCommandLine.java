package dev.headrace.app;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A server that answers what the test says and notes what it got, and the command line. */
abstract class AdminCommandLine {

    static final String TOKEN = "t".repeat(40);

    @TempDir Path folder;

    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    String answer = "{}";
    int status = 200;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(
                (exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body)
                        .strip());
        boolean known =
                ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String text =
                known
                        ? answer
                        : "{\"title\":\"No valid admin token\",\"detail\":\"send one\",\"code\":\"unauthenticated\"}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(known ? status : 401, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    int execute(String typed, Map<String, String> environment, String... arguments) {
        CommandLine line =
                HeadraceCommand.line(
                        environment,
                        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(arguments);
    }

    int admin(String... arguments) {
        return typing("", arguments);
    }

    int typing(String typed, String... arguments) {
        var all = new ArrayList<>(List.of("admin", "--url", url()));
        all.addAll(List.of(arguments));
        return execute(
                typed, Map.of(AdminOptions.TOKEN_VARIABLE, TOKEN), all.toArray(String[]::new));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
