package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.BucketFields;
import dev.headrace.sink.ConfigField.Type;
import dev.headrace.sink.ConfigSpec;
import java.util.List;

/** The settings that an s3 sink understands. */
final class S3Fields {

    static final ConfigSpec SPEC = BucketFields.declare(objects(sizes())).build();

    private S3Fields() {}

    private static ConfigSpec.Builder sizes() {
        return ConfigSpec.builder()
                .required("bucket", Type.TEXT, "The bucket that objects are written to.")
                .example("example-lake")
                .with("prefix", Type.TEXT, "", "What every key begins with, for example lake/.")
                .example("telemetry/")
                .within(
                        "linger",
                        Type.DURATION,
                        "1m",
                        "0s",
                        "1h",
                        "How long an object waits for more events; raise it for fewer, larger"
                                + " objects, at the price of seeing events later.")
                .within(
                        "max-records",
                        Type.INTEGER,
                        "100000",
                        "1",
                        "1000000",
                        "Most events of an object.")
                .within(
                        "max-object-size",
                        Type.BYTES,
                        "32MiB",
                        "1MiB",
                        "1GiB",
                        "Most bytes of events of an object, before envelope and compression; a"
                                + " larger event becomes a dead letter.")
                .within(
                        "parallel-writes",
                        Type.INTEGER,
                        "4",
                        "1",
                        "32",
                        "Most objects that are written at once.");
    }

    private static ConfigSpec.Builder objects(ConfigSpec.Builder spec) {
        return spec.choice(
                        "layout",
                        List.of("hive", "values"),
                        "How keys are made: stream/date=…/hour=…, or data/…/date by the values of"
                                + " the layout fields that the stream's contract names.")
                .choice(
                        "form",
                        List.of("envelope", "event-only", "flattened"),
                        "What a line holds: the event in its envelope, what the client sent"
                                + " alone, or one flat object for tables.")
                .choice(
                        "compression",
                        List.of("gzip", "zstd", "none"),
                        "How objects are compressed.");
    }
}
