package dev.headrace.plugin.influxdb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Debian's InfluxDB, with authentication: an administrator who reads, and a user who may write.
 * Installs the package if it is not there.
 */
final class InfluxServer implements AutoCloseable {

    static final String DATABASE = "telemetry";
    static final String USER = "headrace";
    static final String PASSWORD = "write-only-secret-1";

    private static final String ADMIN = "Basic cm9vdDpyb290"; // root:root
    private static final String CONFIG =
            """
            reporting-disabled = true
            bind-address = "127.0.0.1:%2$d"
            [meta]
              dir = "%1$s/meta"
            [data]
              dir = "%1$s/data"
              wal-dir = "%1$s/wal"
              index-version = "tsi1"
              max-values-per-tag = 0
              max-series-per-database = 0
            [http]
              bind-address = "127.0.0.1:%3$d"
              auth-enabled = true
              log-enabled = false
            [monitor]
              store-enabled = false
            """;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final int port;
    private Process process;

    private InfluxServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    static InfluxServer start() throws Exception {
        install();
        Path folder =
                Files.createTempDirectory(Files.createDirectories(Path.of("target")), "influx");
        int port = freePort();
        Files.writeString(
                folder.resolve("influxdb.conf"),
                CONFIG.formatted(folder.toAbsolutePath(), freePort(), port));
        var server = new InfluxServer(folder, port, launch(folder));
        try {
            server.awaitAnswer();
            server.query("CREATE USER root WITH PASSWORD 'root' WITH ALL PRIVILEGES");
            server.query("CREATE USER " + USER + " WITH PASSWORD '" + PASSWORD + "'");
            server.makeDatabase(DATABASE);
            return server;
        } catch (Exception | Error e) {
            server.close();
            throw e;
        }
    }

    private static void install() throws IOException, InterruptedException {
        if (Files.isExecutable(Path.of("/usr/bin/influxd"))) {
            return;
        }
        // One at a time: another module's tests may install their server now.
        Process apt =
                new ProcessBuilder(
                                "flock",
                                System.getProperty("java.io.tmpdir") + "/headrace-packages.lock",
                                "sh",
                                "-c",
                                "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y"
                                        + " -o DPkg::Lock::Timeout=300 influxdb")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(apt.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (apt.waitFor() != 0) {
            throw new AssertionError("cannot install InfluxDB:\n" + said);
        }
    }

    private static Process launch(Path folder) throws IOException {
        return new ProcessBuilder("/usr/bin/influxd", "run", "-config", folder + "/influxdb.conf")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private void awaitAnswer() {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreException(UncheckedIOException.class)
                .until(() -> query("SHOW DATABASES") != null);
    }

    void makeDatabase(String name) {
        query("CREATE DATABASE " + name);
        query("GRANT WRITE ON " + name + " TO " + USER);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    String url() {
        return "http://127.0.0.1:" + port;
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

    /** Asks, or tells, as the administrator. */
    JsonNode query(String influxQl) {
        String body =
                "db=" + DATABASE + "&q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + "/query"))
                        .header("Authorization", ADMIN)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            JsonNode results = JsonMapper.shared().readTree(answer);
            if (answer.contains("\"error\"") && !influxQl.startsWith("SHOW")) {
                throw new AssertionError(influxQl + ": " + answer);
            }
            return results.path("results").path(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The rows of a query, of all series, each by the names of columns and tags. */
    List<Map<String, String>> rows(String influxQl) {
        var rows = new ArrayList<Map<String, String>>();
        for (JsonNode series : query(influxQl).path("series")) {
            for (JsonNode values : series.path("values")) {
                var row = new HashMap<String, String>();
                row.put("measurement", series.path("name").asString(""));
                series.path("tags")
                        .properties()
                        .forEach(tag -> row.put(tag.getKey(), tag.getValue().asString("")));
                for (int i = 0; i < values.size(); i++) {
                    if (!values.path(i).isNull()) {
                        row.put(
                                series.path("columns").path(i).asString(),
                                values.path(i).asString());
                    }
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** Ends the server's process; what it closes with starts it again. */
    AutoCloseable down() throws Exception {
        stop();
        return () -> {
            process = launch(folder);
            awaitAnswer();
        };
    }

    private void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws Exception {
        http.close();
        stop();
    }
}
