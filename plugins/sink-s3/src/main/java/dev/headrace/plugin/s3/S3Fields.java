package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.AwsSettings;
import dev.headrace.sink.ConfigField.Type;
import dev.headrace.sink.ConfigSpec;
import java.util.List;

/** The settings that an s3 sink understands. */
final class S3Fields {

    static final ConfigSpec SPEC = AwsSettings.declare(target(objects(options(sizes())))).build();

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
                // S3 takes parts of 5 MiB to 5 GiB, and 10,000 of them.
                .within(
                        "part-size",
                        Type.BYTES,
                        "8MiB",
                        "5MiB",
                        "256MiB",
                        "A larger object is sent in parts of this size; that much memory is taken"
                                + " for each write under way.")
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
                        "How objects are compressed.")
                .choice(
                        "existing",
                        List.of("compare", "overwrite"),
                        "What is done where the key is taken: accept the object if it holds the"
                                + " same events and stop otherwise, or overwrite it.");
    }

    private static ConfigSpec.Builder options(ConfigSpec.Builder spec) {
        return spec.choice(
                        "encryption",
                        List.of("bucket", "aes256", "kms", "kms-dsse"),
                        "Encryption at the target: as the bucket says, or by a key of S3 or KMS.")
                .optional(
                        "kms-key-id",
                        Type.TEXT,
                        "The KMS key, best as ARN; without it the account's own for S3.")
                .with(
                        "kms-bucket-key",
                        Type.FLAG,
                        "false",
                        "Whether S3 asks KMS once for many objects, which is cheaper.")
                .choice(
                        "storage-class",
                        List.of(
                                "bucket",
                                "standard",
                                "standard-ia",
                                "onezone-ia",
                                "intelligent-tiering",
                                "glacier-ir"),
                        "The storage class; those that must be thawed are left to the bucket's"
                                + " lifecycle rules.")
                .choice(
                        "acl",
                        List.of("none", "private", "bucket-owner-full-control"),
                        "The object's ACL; none for a bucket that has ACLs turned off.")
                .with(
                        "tags",
                        Type.TEXT,
                        "",
                        "Tags of every object, at most 10: team=web,keep=short.")
                .optional(
                        "bucket-owner",
                        Type.TEXT,
                        "The account that must own the bucket, so that nobody else's is written"
                                + " to.");
    }

    private static ConfigSpec.Builder target(ConfigSpec.Builder spec) {
        return spec.with(
                        "path-style",
                        Type.FLAG,
                        "false",
                        "Whether the bucket stands in the path instead of the host's name, as many"
                                + " other servers need it.")
                .choice(
                        "checksums",
                        List.of("always", "when-required"),
                        "Whether requests carry a checksum that some other servers do not know.");
    }
}
