package dev.headrace.distribution;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The target of a sink's conformance run, in a process with the class path of that plugin's tests.
 */
final class RemoteTarget implements AutoCloseable {

    /** The conformance run of each sink, whose target is started. */
    static final Map<String, String> CONTRACTS =
            new TreeMap<>(
                    Map.of(
                            "clickhouse", "dev.headrace.plugin.clickhouse.ClickhouseConformanceIT",
                            "file", "dev.headrace.plugin.file.FileConformanceIT",
                            "firehose", "dev.headrace.plugin.firehose.FirehoseConformanceIT",
                            "influxdb", "dev.headrace.plugin.influxdb.InfluxdbConformanceIT",
                            "kafka", "dev.headrace.plugin.kafka.KafkaConformanceIT",
                            "kinesis", "dev.headrace.plugin.kinesis.KinesisConformanceIT",
                            "opensearch", "dev.headrace.plugin.opensearch.OpenSearchConformanceIT",
                            "parquet", "dev.headrace.plugin.parquet.ParquetConformanceIT",
                            "postgresql", "dev.headrace.plugin.postgresql.PostgresqlConformanceIT",
                            "s3", "dev.headrace.plugin.s3.S3ConformanceIT"));

    private static final String READY = "target-ready ";
    private static final Duration STARTS_WITHIN = Duration.ofMinutes(5);

    private final String type;
    private final Process process;
    private final CompletableFuture<URI> ready = new CompletableFuture<>();

    private RemoteTarget(String type, Process process) {
        this.type = type;
        this.process = process;
        Thread.ofPlatform().daemon().start(this::readOutput);
    }

    /** Begins to start the target of {@code plugins/sink-TYPE}; the first question waits for it. */
    static RemoteTarget start(String type, Path log) throws IOException {
        Path module =
                Path.of(System.getProperty("headrace.plugin-modules"))
                        .resolve("sink-" + type)
                        .toRealPath();
        Path target = module.resolve("target");
        String classPath =
                String.join(
                        ":",
                        target.resolve("test-classes").toString(),
                        target.resolve("classes").toString(),
                        Files.readString(target.resolve("test-class-path.txt")).strip());
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx768m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dheadrace.maven=" + System.getProperty("headrace.maven", "mvn"),
                        "-cp",
                        classPath,
                        "dev.headrace.sink.tck.TargetMain",
                        Objects.requireNonNull(CONTRACTS.get(type), type));
        builder.directory(module.toFile());
        builder.redirectError(log.toFile());
        return new RemoteTarget(type, builder.start());
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(READY)) {
                    ready.complete(URI.create(line.substring(READY.length())));
                }
            }
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
        ready.completeExceptionally(new IllegalStateException("the target of " + type + " ended"));
    }

    String type() {
        return type;
    }

    /** The sink's settings, but for its type. */
    JsonNode settings() throws Exception {
        return JsonMapper.shared().readTree(ask("GET", "config"));
    }

    /** The sink's entry in a configuration file, in one line. */
    String configuration() throws Exception {
        var fields = new ArrayList<String>(List.of("type: " + type));
        settings().forEachEntry((key, value) -> fields.add(key + ": " + value));
        return "    %s: { %s }%n".formatted(type, String.join(", ", fields));
    }

    /** What the stream's contract says to this sink, as JSON. */
    String hints() throws Exception {
        return ask("GET", "hints");
    }

    /** Whether a record that comes again may be doubled. */
    boolean mayDouble() throws Exception {
        return ask("GET", "idempotency").equals("NONE");
    }

    /** The ids that a reader of the target sees, each as often as it is there. */
    List<String> stored() throws Exception {
        return ask("GET", "stored").lines().collect(Collectors.toList());
    }

    /** Every copy of every event as a reader of the target sees it, with all that is beside it. */
    List<String> seen() throws Exception {
        return JsonMapper.shared()
                .readTree(ask("GET", "seen"))
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    void goDown() throws Exception {
        ask("POST", "trouble/DOWN");
    }

    void comeBack() throws Exception {
        ask("POST", "trouble/end");
    }

    private String ask(String method, String path) throws Exception {
        URI address = ready.get(STARTS_WITHIN.toSeconds(), TimeUnit.SECONDS);
        HttpResponse<String> answer =
                HeadraceProcess.send(
                        HttpRequest.newBuilder(address.resolve(path))
                                .timeout(STARTS_WITHIN)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(type + ", " + path + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
