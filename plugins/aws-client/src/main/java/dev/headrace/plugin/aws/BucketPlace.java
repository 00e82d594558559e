package dev.headrace.plugin.aws;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.SinkConfig;
import java.util.List;
import java.util.Optional;

/**
 * Where objects go.
 *
 * @param bucket its name, or the ARN of an access point
 * @param prefix what every key begins with: empty, or ending in a slash
 * @param owner the account that must own the bucket
 * @param style how the bucket is addressed
 * @param checksums whether requests carry them always
 * @param names the sink's settings that say so, for messages
 */
public record BucketPlace(
        String bucket,
        String prefix,
        Optional<String> owner,
        Style style,
        Checksums checksums,
        Names names) {

    /** The settings that name the bucket and the prefix; may be one and the same. */
    public record Names(String bucket, String prefix) {}

    /** Where the bucket's name stands. */
    public enum Style {
        HOST,
        PATH
    }

    /** When requests carry a checksum. */
    public enum Checksums {
        ALWAYS,
        WHEN_REQUIRED
    }

    /** S3's limit is 1,024 bytes for the whole key. */
    private static final int LONGEST_PREFIX = 300;

    /**
     * A place as the settings say.
     *
     * @param problems where what is wrong with bucket and prefix is told
     */
    public static BucketPlace of(
            SinkConfig config,
            String bucket,
            String prefix,
            Names names,
            List<ConfigException.Problem> problems) {
        // Also the ARN of an access point; S3 itself knows the finer rules.
        if (!bucket.matches("[A-Za-z0-9][A-Za-z0-9._-]{2,62}|arn:[\\w-]+:s3[\\w-]*:.+")) {
            problems.add(
                    new ConfigException.Problem(
                            names.bucket(),
                            "is no bucket's name: 3 to 63 of a-z, 0-9, hyphen and dot"));
        }
        if (!isFolders(prefix)) {
            problems.add(
                    new ConfigException.Problem(
                            names.prefix(),
                            "is to be folders as in lake/web/: letters, digits and !_.*'()=-, at"
                                    + " most 300"));
        }
        return new BucketPlace(
                bucket,
                prefix.isEmpty() || prefix.endsWith("/") ? prefix : prefix + '/',
                config.optionalText("bucket-owner"),
                config.flag("path-style") ? Style.PATH : Style.HOST,
                Checksums.valueOf(BucketSettings.constant(config.text("checksums"))),
                names);
    }

    private static boolean isFolders(String prefix) {
        return prefix.isEmpty()
                || (!prefix.startsWith("/")
                        && !prefix.contains("//")
                        && prefix.length() <= LONGEST_PREFIX
                        && prefix.matches("[A-Za-z0-9!_.*'()/=-]+")
                        && List.of(prefix.split("/")).stream()
                                .noneMatch(part -> part.matches("\\.{1,2}")));
    }
}
