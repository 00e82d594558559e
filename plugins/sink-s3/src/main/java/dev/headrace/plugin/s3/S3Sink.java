package dev.headrace.plugin.s3;

import dev.headrace.plugin.aws.Bucket;
import dev.headrace.plugin.aws.BucketCheck;
import dev.headrace.plugin.aws.ObjectWriter;
import dev.headrace.sink.CheckReport;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SafeName;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes each batch into one object. */
final class S3Sink implements Sink {

    /** S3's limit. */
    private static final int LONGEST_KEY = 1024;

    private final S3Settings settings;
    private volatile Optional<Open> open = Optional.empty();

    /** What there is between open and close. */
    private record Open(Bucket bucket, ObjectWriter writer) {}

    S3Sink(S3Settings settings) {
        this.settings = settings;
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        close();
        Bucket bucket = settings.open();
        try {
            bucket.requireThere();
        } catch (SinkException | InterruptedException | RuntimeException e) {
            bucket.close();
            throw e;
        }
        SinkMetrics metrics = context.metrics();
        open = Optional.of(new Open(bucket, new ObjectWriter(bucket, settings.bucket(), metrics)));
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        if (batch.size() == 0) {
            return WriteResult.allDelivered(batch, "");
        }
        ObjectWriter writer =
                open.orElseThrow(() -> new IllegalStateException("not open")).writer();
        String key = key(batch);
        var object =
                new LinesObject(
                        batch, settings.lines(), "s3://" + settings.place().bucket() + '/' + key);
        writer.write(key, object);
        return object.result();
    }

    @Override
    public CheckReport check() throws InterruptedException {
        return BucketCheck.of(settings.bucket());
    }

    @Override
    public void close() {
        open.ifPresent(what -> what.bucket().close());
        open = Optional.empty();
    }

    private String key(RecordBatch batch) throws SinkException {
        String key =
                settings.place().prefix()
                        + settings.layout().folder(batch.group())
                        + '/'
                        + SafeName.of(batch.id())
                        + settings.lines().compression().suffix();
        if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
            throw new SinkException.Misconfigured(
                    "layout",
                    "keys become longer than S3 takes: shorten prefix, or name fewer layout fields"
                            + " in the stream's contract");
        }
        return key;
    }
}
