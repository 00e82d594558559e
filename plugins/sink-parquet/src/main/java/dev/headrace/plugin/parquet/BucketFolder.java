package dev.headrace.plugin.parquet;

import dev.headrace.plugin.aws.Bucket;
import dev.headrace.plugin.aws.BucketCheck;
import dev.headrace.plugin.aws.BucketSettings;
import dev.headrace.plugin.aws.ObjectWriter;
import dev.headrace.sink.CheckReport;
import dev.headrace.sink.LakeFile;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import java.util.Optional;

/** A prefix of a bucket of S3. A file is an object, and is sent in parts while it is made. */
final class BucketFolder implements Place {

    /** S3's limit. */
    private static final int LONGEST_KEY = 1024;

    private final BucketSettings settings;
    private final int writes;
    private volatile Optional<Open> open = Optional.empty();

    /** What there is between open and close. */
    private record Open(Bucket bucket, ObjectWriter writer) {}

    /**
     * @param writes most at once
     */
    BucketFolder(BucketSettings settings, int writes) {
        this.settings = settings;
        this.writes = writes;
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        close();
        Bucket bucket = Bucket.open(settings, writes + 1);
        try {
            bucket.requireThere();
        } catch (SinkException | InterruptedException | RuntimeException e) {
            bucket.close();
            throw e;
        }
        open = Optional.of(new Open(bucket, new ObjectWriter(bucket, settings, context.metrics())));
    }

    @Override
    public String write(LakeFile target, BatchRows rows)
            throws SinkException, InterruptedException {
        String key = settings.place().prefix() + target.path();
        if (key.length() > LONGEST_KEY) {
            throw new SinkException.Misconfigured(
                    settings.place().names().prefix(),
                    "keys become longer than S3 takes: shorten the prefix");
        }
        open.orElseThrow(() -> new IllegalStateException("not open"))
                .writer()
                .write(key, new RowsObject(rows));
        return "s3://" + settings.place().bucket() + '/' + key;
    }

    @Override
    public CheckReport check() throws InterruptedException {
        return BucketCheck.of(settings);
    }

    @Override
    public void close() {
        open.ifPresent(what -> what.bucket().close());
        open = Optional.empty();
    }
}
