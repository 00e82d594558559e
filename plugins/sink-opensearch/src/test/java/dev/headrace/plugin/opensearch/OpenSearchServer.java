package dev.headrace.plugin.opensearch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A real OpenSearch node in a process of its own: fetches its jars, starts once for all tests of
 * this JVM, and ends with it.
 */
final class OpenSearchServer {

    private static final Path HOME = Path.of("target", "opensearch").toAbsolutePath();

    private static Optional<OpenSearchServer> running = Optional.empty();

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;

    private OpenSearchServer(int port) {
        this.port = port;
    }

    static synchronized OpenSearchServer started() throws Exception {
        if (running.isEmpty()) {
            fetch();
            running = Optional.of(start());
        }
        return running.get();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The body of a good answer. */
    String ask(String method, String path, String body) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.body());
        }
        return answer.body();
    }

    String get(String path) throws IOException, InterruptedException {
        return ask("GET", path, "");
    }

    private static void fetch() throws Exception {
        Path jars = HOME.resolve("jars");
        if (Files.exists(HOME.resolve("fetched"))) {
            return;
        }
        String maven = Objects.requireNonNull(System.getProperty("headrace.maven"));
        run(
                List.of(
                        maven,
                        "-B",
                        "-q",
                        "-f",
                        Path.of("src", "test", "opensearch", "pom.xml").toString(),
                        "dependency:copy-dependencies",
                        "-DoutputDirectory=" + jars));
        Files.writeString(HOME.resolve("fetched"), "");
    }

    private static void run(List<String> command) throws Exception {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Files.createDirectories(HOME).resolve("fetch.log").toFile())
                        .start();
        if (!process.waitFor(9, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("the jars could not be fetched: see " + HOME);
        }
    }

    private static OpenSearchServer start() throws Exception {
        int port = freePort();
        Path data = Files.createTempDirectory(HOME, "node");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                HOME.resolve("jars") + "/*",
                                Path.of("src", "test", "opensearch", "RunOpenSearch.java")
                                        .toAbsolutePath()
                                        .toString(),
                                Integer.toString(port),
                                data.toString())
                        .directory(data.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(HOME.resolve("node.log").toFile())
                        .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        var server = new OpenSearchServer(port);
        Awaitility.await("OpenSearch, see " + HOME)
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> !process.isAlive() || server.answers());
        if (!process.isAlive()) {
            throw new IOException("OpenSearch did not start: see " + HOME);
        }
        return server;
    }

    private boolean answers() throws InterruptedException {
        try {
            return get("/_cluster/health?wait_for_status=yellow").contains("yellow")
                    || get("/_cluster/health").contains("green");
        } catch (IOException e) {
            return false; // not yet
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
