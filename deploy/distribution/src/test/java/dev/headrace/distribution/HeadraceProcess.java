package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headrace.auth.HmacSigner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The packaged Headrace, started by its own launcher. */
final class HeadraceProcess implements AutoCloseable {

    static final Duration STARTS_WITHIN = Duration.ofMinutes(5);

    private static final Pattern READY =
            Pattern.compile("ready public=(http://\\S+) internal=(http://\\S+) hmac-keys=(\\S+)");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final CompletableFuture<Matcher> ready = new CompletableFuture<>();
    private final Path data;
    private final Path log;

    private HeadraceProcess(Process process, Path data, Path log) {
        this.process = process;
        this.data = data;
        this.log = log;
        Thread.ofPlatform().daemon().start(this::readOutput);
    }

    /** Starts with a configuration file and waits until it is ready. */
    static HeadraceProcess start(Path data, String configuration, Map<String, String> environment) {
        try {
            Files.createDirectories(data);
            Path config = data.resolve("test.yaml");
            Files.writeString(config, configuration);
            Path log = data.resolve("test.log");
            var builder =
                    new ProcessBuilder(
                            home().resolve("bin/headrace").toString(),
                            "run",
                            "--config",
                            config.toString(),
                            "--data",
                            data.toString(),
                            "--port",
                            "0",
                            "--internal-port",
                            "0");
            builder.environment().putAll(environment);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.directory(data.toFile());
            builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            var started = new HeadraceProcess(builder.start(), data, log);
            started.awaitReady();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the distribution that this build has made. */
    static Path home() {
        return Path.of(System.getProperty("headrace.distribution"));
    }

    /** The data folder. */
    Path data() {
        return data;
    }

    URI url(String path) {
        return URI.create(matched().group(1) + path);
    }

    URI internal(String path) {
        return URI.create(matched().group(2) + path);
    }

    int port() {
        return url("/").getPort();
    }

    Path hmacKeys() {
        return Path.of(matched().group(3));
    }

    String secret() throws IOException {
        JsonNode keys = JsonMapper.shared().readTree(Files.readAllBytes(hmacKeys()));
        return keys.at("/keys/0/secret").asString();
    }

    /** A post signed by the node's HMAC key. */
    HttpRequest.Builder signed(String path) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(url(path)).timeout(Duration.ofSeconds(30));
            new HmacSigner(secret()).headers(Instant.now(), path).forEach(request::header);
            return request.header("Content-Type", "application/json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(signed(path).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(30)).build());
    }

    /** {@code kill -9}: what a crash of the machine leaves of the process. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    /** SIGTERM, and no waiting. */
    void tellToStop() {
        process.destroy();
    }

    /** Whether the process has ended. */
    boolean isOver() {
        return !process.isAlive();
    }

    /** SIGTERM; the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("stops after SIGTERM").isTrue();
        return process.exitValue();
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for accounts that were taken from now on; how many events they cannot explain. */
    double takenAccounts() {
        long now = Instant.now().getEpochSecond() + 1;
        await().atMost(Duration.ofSeconds(120))
                .until(() -> metric("headrace_accounts_taken_at_seconds") >= now);
        return metric("headrace_unaccounted_events");
    }

    /** The sum of all series of a metric. */
    private double metric(String name) {
        try {
            return get(internal("/metrics"))
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every envelope that a file sink has written below a folder. */
    static List<JsonNode> lake(Path folder) throws IOException {
        return inLake(folder, envelope -> envelope);
    }

    /** Something of every envelope, where all of them would be more than fits into memory. */
    static <T> List<T> inLake(Path folder, Function<JsonNode, T> taken) throws IOException {
        if (Files.notExists(folder)) {
            return List.of();
        }
        var all = new ArrayList<T>();
        for (Path file : finishedFiles(folder)) {
            for (String line : Files.readAllLines(file)) {
                all.add(taken.apply(JsonMapper.shared().readTree(line)));
            }
        }
        return all;
    }

    /** The sink gives files their names while this looks: what vanishes is an unfinished one. */
    private static List<Path> finishedFiles(Path folder) throws IOException {
        var finished = new ArrayList<Path>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".ndjson")) {
                            finished.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                });
        return finished;
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Matcher matched() {
        return ready.join();
    }

    private void awaitReady() throws IOException {
        try {
            ready.get(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            process.destroyForcibly();
            throw new IllegalStateException("did not become ready; its log: " + log(), e);
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            while (line != null) {
                Matcher matcher = READY.matcher(line);
                if (matcher.matches()) {
                    ready.complete(matcher);
                }
                line = lines.readLine();
            }
            ready.completeExceptionally(new IllegalStateException("the process ended"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }
}
