package dev.headrace.plugin.aws;

import dev.headrace.sink.ConfigField.Type;
import dev.headrace.sink.ConfigSpec;
import java.util.List;

/**
 * The fields of {@link BucketSettings}. Needs nothing of the SDK, so that a sink that can do
 * without S3 declares them without it.
 */
public final class BucketFields {

    private BucketFields() {}

    /** Adds the fields, meant for after the sink's own, and those of {@link AwsSettings}. */
    public static ConfigSpec.Builder declare(ConfigSpec.Builder spec) {
        return AwsFields.declare(target(options(objects(spec))));
    }

    private static ConfigSpec.Builder objects(ConfigSpec.Builder spec) {
        // S3 takes parts of 5 MiB to 5 GiB, and 10,000 of them.
        return spec.within(
                        "part-size",
                        Type.BYTES,
                        "8MiB",
                        "5MiB",
                        "256MiB",
                        "A larger object is sent in parts of this size; that much memory is taken"
                                + " for each write under way.")
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
                        "Tags of every object, at most 10: team=web,keep=short.");
    }

    private static ConfigSpec.Builder target(ConfigSpec.Builder spec) {
        return spec.optional(
                        "bucket-owner",
                        Type.TEXT,
                        "The account that must own the bucket, so that nobody else's is written"
                                + " to.")
                .with(
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
