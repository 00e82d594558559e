package dev.headrace.plugin.aws;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.SinkConfig;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.StorageClass;

/**
 * The settings of every sink that makes objects of S3, beside where they go and how large they are;
 * declared by {@link BucketFields}.
 *
 * @param place where objects go
 * @param options what they are given beside their content
 * @param existing what is done where a key is taken
 * @param partSize the size of a part, and of the largest object that is sent whole, in bytes
 * @param aws the way into the account
 */
public record BucketSettings(
        BucketPlace place,
        ObjectOptions options,
        Existing existing,
        int partSize,
        AwsSettings aws) {

    /** What is done where a key is taken. */
    public enum Existing {
        COMPARE,
        OVERWRITE
    }

    private static final int MOST_TAGS = 10;

    /**
     * Reads the fields.
     *
     * @param contentType what the objects are
     * @param problems of the place, and of the sink's own fields: told together with those found
     *     here
     * @throws ConfigException naming every field that is wrong or does not fit the others
     */
    public static BucketSettings from(
            SinkConfig config,
            BucketPlace place,
            String contentType,
            List<ConfigException.Problem> problems) {
        ObjectOptions options = options(config, contentType, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new BucketSettings(
                place,
                options,
                Existing.valueOf(constant(config.text("existing"))),
                Math.toIntExact(config.bytes("part-size")),
                AwsSettings.from(config));
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

    private static Optional<String> chosen(SinkConfig config, String name, String none) {
        return Optional.of(config.text(name)).filter(text -> !text.equals(none));
    }

    private static ConfigException.Problem problem(String key, String message) {
        return new ConfigException.Problem(key, message);
    }

    static String constant(String choice) {
        return choice.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
