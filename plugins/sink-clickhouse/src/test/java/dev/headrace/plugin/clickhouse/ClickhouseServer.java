package dev.headrace.plugin.clickhouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The engine of ClickHouse 26 in a process of its own, behind a small HTTP shim. Its npm package is
 * installed below {@code target} if it is not there.
 */
final class ClickhouseServer implements AutoCloseable {

    static final String DATABASE = "telemetry";
    static final String USER = "headrace";
    static final String PASSWORD = "write-secret-1";

    private static final String READER = "reader";
    private static final String READ_SECRET = "read-secret-1";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Path folder;
    private final int port;
    private Process process;

    private ClickhouseServer(Path folder, Process process) throws IOException {
        this.folder = folder;
        this.process = process;
        this.port = port(process);
    }

    static ClickhouseServer start() throws Exception {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        Path home = Files.createDirectories(target.resolve("chdb"));
        install(home);
        try (InputStream script =
                ClickhouseServer.class.getResourceAsStream("/clickhouse/server.js")) {
            if (script == null) {
                throw new AssertionError("server.js is missing");
            }
            Files.write(home.resolve("server.js"), script.readAllBytes());
        }
        Path folder = Files.createTempDirectory(target, "clickhouse");
        var server = new ClickhouseServer(folder, launch(folder, 0));
        try {
            server.query("CREATE DATABASE " + DATABASE);
            return server;
        } catch (Exception | Error e) {
            server.close();
            throw e;
        }
    }

    private static void install(Path home) throws IOException, InterruptedException {
        if (Files.isDirectory(home.resolve("node_modules/chdb"))) {
            return;
        }
        Process npm =
                new ProcessBuilder(
                                "npm",
                                "i",
                                "chdb@3.4.0",
                                "--no-audit",
                                "--no-fund",
                                "--prefix",
                                ".")
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(npm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (npm.waitFor() != 0) {
            throw new AssertionError("cannot install chdb:\n" + said);
        }
    }

    private static Process launch(Path folder, int port) throws IOException {
        return new ProcessBuilder(
                        "node",
                        "server.js",
                        String.valueOf(port),
                        folder.resolve("data").toString())
                .directory(folder.resolveSibling("chdb").toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private static int port(Process process) throws IOException {
        var lines =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = String.valueOf(lines.readLine());
        if (!line.startsWith("PORT ")) {
            throw new AssertionError("chdb does not start: " + line);
        }
        return Integer.parseInt(line.substring(5));
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Settings that lead to the database, over an address that may be another's. */
    Map<String, String> config(InetSocketAddress over) {
        var config = new HashMap<String, String>();
        config.put("url", "http://127.0.0.1:" + over.getPort());
        config.put("database", DATABASE);
        config.put("user", USER);
        config.put("password", PASSWORD);
        return config;
    }

    /** Asks, or tells, as somebody else than the sink. */
    String query(String sql) {
        HttpResponse<String> answer = send("/", sql);
        if (answer.statusCode() != 200) {
            throw new AssertionError(sql + ": " + answer.body());
        }
        return answer.body().stripTrailing();
    }

    /** The lines of what a query gives, as TSV. */
    List<String> lines(String sql) {
        return query(sql).lines().toList();
    }

    /** Makes the shim answer inserts with an error of ClickHouse's, or ends that. */
    AutoCloseable trouble(String name) {
        send("/shim/" + name + "/on", "");
        return () -> send("/shim/" + name + "/off", "");
    }

    /** Ends the engine's process; what it closes with starts it again. */
    AutoCloseable down() throws Exception {
        stop();
        return () -> {
            process = launch(folder, port);
            port(process);
        };
    }

    void clear() {
        query("DROP DATABASE IF EXISTS " + DATABASE + " SYNC");
        query("CREATE DATABASE " + DATABASE);
    }

    private HttpResponse<String> send(String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("X-ClickHouse-User", READER)
                        .header("X-ClickHouse-Key", READ_SECRET)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void stop() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    @Override
    public void close() throws Exception {
        http.close();
        stop();
    }
}
