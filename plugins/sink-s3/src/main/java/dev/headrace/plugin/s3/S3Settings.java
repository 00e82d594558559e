package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.Bucket;
import dev.headrace.plugin.aws.BucketPlace;
import dev.headrace.plugin.aws.BucketSettings;
import dev.headrace.sink.ConfigException;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
import java.util.ArrayList;
import java.util.Locale;

/**
 * The settings of one s3 sink.
 *
 * @param bucket where objects go, and how
 * @param layout how they are laid out there
 * @param lines what they hold
 * @param traits how batches are to be
 */
record S3Settings(BucketSettings bucket, KeyLayout layout, Lines lines, SinkTraits traits) {

    private static final BucketPlace.Names NAMES = new BucketPlace.Names("bucket", "prefix");

    /** What objects hold. */
    record Lines(EnvelopeWriter.Form form, Compression compression) {}

    static S3Settings from(SinkConfig config) {
        var problems = new ArrayList<ConfigException.Problem>();
        var lines =
                new Lines(
                        EnvelopeWriter.Form.valueOf(constant(config.text("form"))),
                        Compression.valueOf(constant(config.text("compression"))));
        BucketPlace place =
                BucketPlace.of(
                        config, config.text("bucket"), config.text("prefix"), NAMES, problems);
        KeyLayout layout = KeyLayout.valueOf(constant(config.text("layout")));
        return new S3Settings(
                BucketSettings.from(config, place, lines.compression().contentType(), problems),
                layout,
                lines,
                traits(config, layout));
    }

    /** Where objects go. */
    BucketPlace place() {
        return bucket.place();
    }

    /** The way there, for every write at once and one call beside them. */
    Bucket open() throws SinkException, InterruptedException {
        return Bucket.open(bucket, traits.parallelWrites() + 1);
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

    private static String constant(String choice) {
        return choice.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
