package dev.headrace.plugin.s3;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.RecordBatch;
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
        Bucket bucket = Bucket.open(settings);
        try {
            new BucketProbe(bucket, settings.place()).requireThere();
        } catch (SinkException | InterruptedException | RuntimeException e) {
            bucket.close();
            throw e;
        }
        SinkMetrics metrics = context.metrics();
        open = Optional.of(new Open(bucket, new ObjectWriter(bucket, settings, metrics)));
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        if (batch.size() == 0) {
            return WriteResult.allDelivered(batch, "");
        }
        ObjectWriter writer =
                open.orElseThrow(() -> new IllegalStateException("not open")).writer();
        return writer.write(batch, key(batch));
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

    private String key(RecordBatch batch) throws SinkException {
        String key =
                settings.place().prefix()
                        + settings.place().layout().folder(batch.group())
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
