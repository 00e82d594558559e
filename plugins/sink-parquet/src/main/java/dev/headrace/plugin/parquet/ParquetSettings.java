package dev.headrace.plugin.parquet;

import dev.headrace.plugin.aws.BucketPlace;
import dev.headrace.plugin.aws.BucketSettings;
import dev.headrace.sink.ConfigException;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkTraits;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of one Parquet sink.
 *
 * @param target where files go
 * @param level how hard zstd tries
 * @param linger how long a file waits for more events
 * @param maxRecords most events of a file
 * @param maxFileBytes most bytes of event JSON of a file, before encoding
 */
record ParquetSettings(
        Target target, int level, Duration linger, int maxRecords, long maxFileBytes) {

    /** Where files go. */
    sealed interface Target {

        /** A folder, absolute. */
        record Local(Path path) implements Target {}

        /** A prefix of a bucket. */
        record S3(BucketSettings bucket) implements Target {}
    }

    private static final String PATH = "path";
    private static final Pattern BUCKET = Pattern.compile("s3://([^/]*)/?(.*)");
    private static final BucketPlace.Names NAMES = new BucketPlace.Names(PATH, PATH);

    /** There is no registered type; this one is in common use. */
    private static final String CONTENT_TYPE = "application/vnd.apache.parquet";

    /** Encoding takes a processor each; two keep the disk busy. */
    private static final int PARALLEL_WRITES = 2;

    static ParquetSettings from(SinkConfig config) {
        return new ParquetSettings(
                target(config),
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

    /** The target, not open. */
    Place place() {
        return switch (target) {
            case Target.Local(Path path) -> new Folder(path, PARALLEL_WRITES * maxFileBytes);
            case Target.S3(BucketSettings bucket) -> new BucketFolder(bucket, PARALLEL_WRITES);
        };
    }

    /** The bucket's settings, if files go to one. */
    Optional<BucketSettings> bucket() {
        return switch (target) {
            case Target.Local _ -> Optional.empty();
            case Target.S3(BucketSettings bucket) -> Optional.of(bucket);
        };
    }

    private static Target target(SinkConfig config) {
        String path = config.text(PATH);
        Matcher matcher = BUCKET.matcher(path);
        return matcher.matches() ? s3(config, matcher.group(1), matcher.group(2)) : local(config);
    }

    private static Target s3(SinkConfig config, String bucket, String prefix) {
        var problems = new ArrayList<ConfigException.Problem>();
        BucketPlace place = BucketPlace.of(config, bucket, prefix, NAMES, problems);
        return new Target.S3(BucketSettings.from(config, place, CONTENT_TYPE, problems));
    }

    /** What may be left out, and has no default, is for S3; given here, somebody meant S3. */
    private static Target local(SinkConfig config) {
        var problems = new ArrayList<ConfigException.Problem>();
        ParquetFields.SPEC.fields().stream()
                .filter(field -> !field.required() && field.defaultValue().isEmpty())
                .filter(field -> config.has(field.name()))
                .forEach(field ->
                        problems.add(
                                new ConfigException.Problem(
                                        field.name(),
                                        "is for S3, and path is a folder; write"
                                                + " s3://bucket/prefix, or leave it out")));
        Path folder = folder(config.text(PATH), problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new Target.Local(folder);
    }

    private static Path folder(String text, ArrayList<ConfigException.Problem> problems) {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            problems.add(new ConfigException.Problem(PATH, "is not a path: " + e.getReason()));
            return Path.of("");
        }
    }
}
