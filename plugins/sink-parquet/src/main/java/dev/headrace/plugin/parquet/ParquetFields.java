package dev.headrace.plugin.parquet;

import dev.headrace.plugin.aws.BucketFields;
import dev.headrace.sink.ConfigField.Type;
import dev.headrace.sink.ConfigSpec;

/** The settings that a Parquet sink understands. */
final class ParquetFields {

    static final ConfigSpec SPEC = BucketFields.declare(files()).build();

    private ParquetFields() {}

    private static ConfigSpec.Builder files() {
        return ConfigSpec.builder()
                .required(
                        "path",
                        Type.TEXT,
                        "What the files are written below: a folder of this machine, or"
                                + " s3://bucket/prefix. The settings from part-size on are for S3"
                                + " alone.")
                .example("s3://example-lake/tables")
                .within(
                        "compression-level",
                        Type.INTEGER,
                        "3",
                        "1",
                        "19",
                        "How hard zstd tries: more is smaller and slower.")
                .within(
                        "linger",
                        Type.DURATION,
                        "5m",
                        "0s",
                        "1h",
                        "How long a file waits for more events; the events stay in the event"
                                + " log meanwhile. Small files make every query slow.")
                .within(
                        "max-records",
                        Type.INTEGER,
                        "500000",
                        "1",
                        "10000000",
                        "Most events of a file.")
                .within(
                        "max-file-size",
                        Type.BYTES,
                        "128MiB",
                        "1MiB",
                        "1GiB",
                        "Most bytes of events of a file, before encoding; the file is a"
                                + " fraction of it. A larger event becomes a dead letter.");
    }
}
