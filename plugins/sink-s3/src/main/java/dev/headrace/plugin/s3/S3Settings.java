package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.AwsSettings;
import dev.headrace.sink.ConfigException;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * The settings of one s3 sink.
 *
 * @param place where objects go
 * @param lines what they hold
 * @param options what they are given beside it
 * @param existing what is done where a key is taken
 * @param traits how batches are to be
 * @param partSize the size of a part, and of the largest object that is sent whole
 * @param aws the way into the account
 */
record S3Settings(
        Place place,
        Lines lines,
        ObjectOptions options,
        Existing existing,
        SinkTraits traits,
        int partSize,
        AwsSettings aws) {

    /**
     * Where objects go.
     *
     * @param prefix empty, or ending in a slash
     * @param owner the account that must own the bucket
     * @param style how the bucket is addressed
     * @param checksums whether requests carry them always
     */
    record Place(
            String bucket,
            String prefix,
            KeyLayout layout,
            Optional<String> owner,
            Style style,
            Checksums checksums) {}

    /** What objects hold. */
    record Lines(EnvelopeWriter.Form form, Compression compression) {}

    /** What is done where a key is taken. */
    enum Existing {
        COMPARE,
        OVERWRITE
    }

    /** Where the bucket's name stands. */
    enum Style {
        HOST,
        PATH
    }

    /** When requests carry a checksum. */
    enum Checksums {
        ALWAYS,
        WHEN_REQUIRED
    }

    /** S3's limit is 1,024 bytes for the whole key. */
    private static final int LONGEST_PREFIX = 300;

    private static final int MOST_TAGS = 10;

    static S3Settings from(SinkConfig config) {
        var problems = new ArrayList<ConfigException.Problem>();
        var lines =
                new Lines(
                        EnvelopeWriter.Form.valueOf(constant(config.text("form"))),
                        Compression.valueOf(constant(config.text("compression"))));
        Place place = place(config, problems);
        ObjectOptions options = options(config, lines.compression().contentType(), problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new S3Settings(
                place,
                lines,
                options,
                Existing.valueOf(constant(config.text("existing"))),
                traits(config, place.layout()),
                Math.toIntExact(config.bytes("part-size")),
                AwsSettings.from(config));
    }

    private static Place place(SinkConfig config, List<ConfigException.Problem> problems) {
        String bucket = config.text("bucket");
        // Also the ARN of an access point; S3 itself knows the finer rules.
        if (!bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{2,62}|arn:[\\w-]+:s3[\\w-]*:.+")) {
            problems.add(
                    problem("bucket", "is no bucket's name: 3 to 63 of a-z, 0-9, hyphen and dot"));
        }
        return new Place(
                bucket,
                prefix(config.text("prefix"), problems),
                KeyLayout.valueOf(constant(config.text("layout"))),
                config.optionalText("bucket-owner"),
                config.flag("path-style") ? Style.PATH : Style.HOST,
                Checksums.valueOf(constant(config.text("checksums"))));
    }

    private static String prefix(String text, List<ConfigException.Problem> problems) {
        if (text.isEmpty()) {
            return text;
        }
        if (text.startsWith("/")
                || text.contains("//")
                || text.length() > LONGEST_PREFIX
                || !text.matches("[A-Za-z0-9!_.*'()/=-]+")
                || List.of(text.split("/")).stream().anyMatch(part -> part.matches("\\.{1,2}"))) {
            problems.add(
                    problem(
                            "prefix",
                            "is to be folders as in lake/web/: letters, digits and !_.*'()=-, at"
                                    + " most 300"));
        }
        return text.endsWith("/") ? text : text + '/';
    }

    private static ObjectOptions options(
            SinkConfig config, String contentType, List<ConfigException.Problem> problems) {
        Optional<ServerSideEncryption> encryption =
                switch (config.text("encryption")) {
                    case "aes256" -> Optional.of(ServerSideEncryption.AES256);
                    case "kms" -> Optional.of(ServerSideEncryption.AWS_KMS);
                    case "kms-dsse" -> Optional.of(ServerSideEncryption.AWS_KMS_DSSE);
                    default -> Optional.empty();
                };
        boolean kms = config.text("encryption").startsWith("kms");
        if (config.has("kms-key-id") && !kms) {
            problems.add(problem("kms-key-id", "needs encryption: kms or kms-dsse"));
        }
        if (config.flag("kms-bucket-key") && !"kms".equals(config.text("encryption"))) {
            problems.add(problem("kms-bucket-key", "needs encryption: kms"));
        }
        return new ObjectOptions(
                contentType,
                encryption,
                config.optionalText("kms-key-id"),
                config.flag("kms-bucket-key")
                        ? ObjectOptions.BucketKey.USED
                        : ObjectOptions.BucketKey.AS_THE_BUCKET_SAYS,
                chosen(config, "storage-class", "bucket")
                        .map(text -> StorageClass.fromValue(constant(text))),
                chosen(config, "acl", "none"),
                Tags.of(config.text("tags"), MOST_TAGS, problems));
    }

    private static SinkTraits traits(SinkConfig config, KeyLayout layout) {
        long most = config.bytes("max-object-size");
        return new SinkTraits(
                Math.toIntExact(config.integer("parallel-writes")),
                Math.toIntExact(config.integer("max-records")),
                most,
                most,
                config.duration("linger"),
                most,
                layout.grouping(),
                SinkTraits.Ordering.NONE,
                SinkTraits.Idempotency.BY_BATCH);
    }

    private static Optional<String> chosen(SinkConfig config, String name, String none) {
        return Optional.of(config.text(name)).filter(text -> !text.equals(none));
    }

    private static ConfigException.Problem problem(String key, String message) {
        return new ConfigException.Problem(key, message);
    }

    private static String constant(String choice) {
        return choice.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
