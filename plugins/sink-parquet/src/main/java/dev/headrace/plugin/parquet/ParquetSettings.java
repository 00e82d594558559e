package dev.headrace.plugin.parquet;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkTraits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of one Parquet sink.
 *
 * @param path the folder of the lake, absolute
 * @param level how hard zstd tries
 * @param linger how long a file waits for more events
 * @param maxRecords most events of a file
 * @param maxFileBytes most bytes of event JSON of a file, before encoding
 */
record ParquetSettings(Path path, int level, Duration linger, int maxRecords, long maxFileBytes) {

    static final ConfigSpec SPEC =
            ConfigSpec.builder()
                    .required(
                            "path",
                            ConfigField.Type.TEXT,
                            "The folder that the files are written below.")
                    .example("/var/lib/headrace/parquet")
                    .within(
                            "compression-level",
                            ConfigField.Type.INTEGER,
                            "3",
                            "1",
                            "19",
                            "How hard zstd tries: more is smaller and slower.")
                    .within(
                            "linger",
                            ConfigField.Type.DURATION,
                            "5m",
                            "0s",
                            "1h",
                            "How long a file waits for more events; the events stay in the event"
                                    + " log meanwhile. Small files make every query slow.")
                    .within(
                            "max-records",
                            ConfigField.Type.INTEGER,
                            "500000",
                            "1",
                            "10000000",
                            "Most events of a file.")
                    .within(
                            "max-file-size",
                            ConfigField.Type.BYTES,
                            "128MiB",
                            "1MiB",
                            "1GiB",
                            "Most bytes of events of a file, before encoding; the file is a"
                                    + " fraction of it. A larger event becomes a dead letter.")
                    .build();

    /** Encoding takes a processor each; two keep the disk busy. */
    private static final int PARALLEL_WRITES = 2;

    static ParquetSettings from(SinkConfig config) {
        return new ParquetSettings(
                path(config.text("path")),
                Math.toIntExact(config.integer("compression-level")),
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
}
