package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plugin of somebody else's carries slf4j 1.7, where the bundled S3 sink carries 2.0: other
 * classes under the same names. Both are loaded by the packaged Headrace, and both deliver.
 */
class ClashingLibraryIT {

    private static final String SINK =
            """
            package com.example.notes;
            import dev.headrace.sink.ConfigField;
            import dev.headrace.sink.ConfigSpec;
            import dev.headrace.sink.RecordBatch;
            import dev.headrace.sink.Sink;
            import dev.headrace.sink.SinkConfig;
            import dev.headrace.sink.SinkContext;
            import dev.headrace.sink.SinkException;
            import dev.headrace.sink.SinkProvider;
            import dev.headrace.sink.SinkRecord;
            import dev.headrace.sink.SinkTraits;
            import dev.headrace.sink.WriteResult;
            import java.io.IOException;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;
            public class Notes implements SinkProvider, Sink {
                private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(Notes.class);
                private final Path file;
                public Notes() { this(Path.of("")); }
                private Notes(Path file) { this.file = file; }
                public String type() { return "notes"; }
                public int spiLevel() { return SPI_LEVEL; }
                public ConfigSpec config() {
                    return ConfigSpec.builder().required("file", ConfigField.Type.TEXT, "Where.").build();
                }
                public Sink create(SinkConfig config) { return new Notes(Path.of(config.text("file"))); }
                public SinkTraits traits() { return SinkTraits.modest(); }
                public void open(SinkContext context) throws SinkException {
                    append("slf4j of " + org.slf4j.Logger.class.getProtectionDomain().getCodeSource().getLocation()
                        + ", newer ones " + (isThere("org.slf4j.spi.SLF4JServiceProvider") ? "seen" : "hidden"));
                }
                public WriteResult write(RecordBatch batch) throws SinkException {
                    LOG.info("{} records", batch.size());
                    for (SinkRecord record : batch) { append("event " + record.id()); }
                    return WriteResult.allDelivered(batch, file.toString());
                }
                public void close() {}
                private static boolean isThere(String name) {
                    try { Class.forName(name); return true; } catch (ClassNotFoundException e) { return false; }
                }
                private synchronized void append(String line) throws SinkException {
                    try {
                        Files.writeString(file, line + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.SYNC);
                    } catch (IOException e) { throw new SinkException.Unavailable("no file", e); }
                }
            }
            """;

    private static final Path LIBRARY =
            Path.of(System.getProperty("headrace.clashing-library", "")).toAbsolutePath();

    @TempDir private Path folder;

    @Test
    void aPluginWithAnotherVersionOfALibraryDeliversBesideTheBundledOnes() throws Exception {
        Path plugins = plugins();
        Path notes = folder.resolve("notes.txt");
        try (var bucket = new TinyBucket();
                HeadraceProcess headrace =
                        HeadraceProcess.start(
                                folder.resolve("data"),
                                configuration(plugins, notes, bucket.port()),
                                Map.of())) {
            for (int i = 0; i < 5; i++) {
                assertThat(
                                headrace.post(
                                                "/v1/streams/user-telemetry/events",
                                                Events.event("clash-" + i))
                                        .statusCode())
                        .isEqualTo(202);
            }

            await().atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> {
                        assertThat(ids(notes)).hasSize(5);
                        assertThat(bucket.lines()).hasSize(5);
                        assertThat(HeadraceProcess.lake(folder.resolve("data/lake"))).hasSize(5);
                    });
            assertThat(bucket.lines())
                    .as("both have the same events")
                    .allMatch(line -> ids(notes).stream().anyMatch(line::contains));
            assertThat(Files.readAllLines(notes).getFirst())
                    .endsWith("/notes/" + LIBRARY.getFileName() + ", newer ones hidden");
            assertThat(names(plugins.resolve("s3")))
                    .as("the bundled plugin carries another version")
                    .anyMatch(jar -> jar.startsWith("slf4j-api-2."));
        }
    }

    private static String configuration(Path plugins, Path notes, int port) {
        return Configurations.LAKE.replace(
                        "headrace:\n",
                        "headrace:\n  plugins: { folder: \"%s\" }\n".formatted(plugins))
                + """
                    notes: { type: notes, file: "%s" }
                    objects:
                      type: s3
                      bucket: lake
                      region: eu-west-1
                      endpoint: http://127.0.0.1:%d
                      path-style: true
                      checksums: when-required
                      compression: none
                      access-key-id: example
                      secret-access-key: example
                      linger: 50ms
                """
                        .formatted(notes, port);
    }

    private Path plugins() throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        for (String bundled : names(HeadraceProcess.home().resolve("plugins"))) {
            Files.createSymbolicLink(
                    plugins.resolve(bundled),
                    HeadraceProcess.home().resolve("plugins").resolve(bundled));
        }
        Path own = Files.createDirectories(plugins.resolve("notes"));
        Files.copy(LIBRARY, own.resolve(LIBRARY.getFileName().toString()));
        SmallJar.compile(
                own.resolve("notes.jar"),
                folder.resolve("classes"),
                Map.of("com/example/notes/Notes.java", SINK),
                Map.of(
                        "META-INF/services/dev.headrace.sink.SinkProvider",
                        "com.example.notes.Notes"),
                List.of(
                        HeadraceProcess.home()
                                .resolve(
                                        "lib/headrace-sink-spi-"
                                                + System.getProperty("headrace.version")
                                                + ".jar"),
                        LIBRARY));
        return plugins;
    }

    private static List<String> ids(Path notes) {
        try {
            return Files.exists(notes)
                    ? Files.readAllLines(notes).stream()
                            .filter(line -> line.startsWith("event "))
                            .map(line -> line.substring("event ".length()))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> names(Path of) throws IOException {
        try (Stream<Path> entries = Files.list(of)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }
}
