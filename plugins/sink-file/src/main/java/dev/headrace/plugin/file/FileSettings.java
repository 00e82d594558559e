package dev.headrace.plugin.file;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkTraits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The settings of one file sink.
 *
 * @param path the folder of the lake, absolute
 * @param form what a line holds
 * @param compression what is done to the lines
 * @param linger how long a file waits for more events
 * @param maxRecords most events of a file
 * @param maxFileBytes most bytes of event JSON of a file, before envelope and compression
 */
record FileSettings(
        Path path,
        EnvelopeWriter.Form form,
        Compression compression,
        Duration linger,
        int maxRecords,
        long maxFileBytes) {

    static final ConfigSpec SPEC =
            ConfigSpec.builder()
                    .required(
                            "path",
                            ConfigField.Type.TEXT,
                            "The folder that the files are written below.")
                    .example("/var/lib/headrace/lake")
                    .choice(
                            "form",
                            List.of("envelope", "event-only", "flattened"),
                            "What a line holds: the event in its envelope, what the client sent"
                                    + " alone, or one flat object for tables.")
                    .choice("compression", List.of("none", "gzip"), "How files are compressed.")
                    .within(
                            "linger",
                            ConfigField.Type.DURATION,
                            "1s",
                            "0s",
                            "1h",
                            "How long a file waits for more events; raise it for fewer, larger"
                                    + " files, at the price of seeing events later.")
                    .within(
                            "max-records",
                            ConfigField.Type.INTEGER,
                            "50000",
                            "1",
                            "1000000",
                            "Most events of a file.")
                    .within(
                            "max-file-size",
                            ConfigField.Type.BYTES,
                            "8MiB",
                            "1MiB",
                            "1GiB",
                            "Most bytes of events of a file, before envelope and compression; a"
                                    + " larger event becomes a dead letter.")
                    .build();

    /** Writes force the disk and wait for it; a few at once fill the wait of each other. */
    private static final int PARALLEL_WRITES = 4;

    static FileSettings from(SinkConfig config) {
        return new FileSettings(
                path(config.text("path")),
                EnvelopeWriter.Form.valueOf(constant(config.text("form"))),
                Compression.valueOf(constant(config.text("compression"))),
                config.duration("linger"),
                Math.toIntExact(config.integer("max-records")),
                config.bytes("max-file-size"));
    }

    SinkTraits traits() {
        return new SinkTraits(
                PARALLEL_WRITES,
                maxRecords,
                maxFileBytes,
                maxFileBytes,
                linger,
                maxFileBytes,
                SinkTraits.Grouping.STREAM_HOUR,
                SinkTraits.Ordering.NONE,
                SinkTraits.Idempotency.BY_BATCH);
    }

    private static Path path(String text) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new ConfigException("path", "is not a path: " + e.getReason());
        }
    }

    private static String constant(String choice) {
        return choice.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
