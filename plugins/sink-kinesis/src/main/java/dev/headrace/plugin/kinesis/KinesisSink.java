package dev.headrace.plugin.kinesis;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;

import java.util.Optional;

/** Writes each batch by {@code PutRecords}. */
final class KinesisSink implements Sink {

    private final KinesisSettings settings;
    private final RecordEncoder encoder;
    private volatile Optional<Open> open = Optional.empty();

    /** What there is between open and close. */
    private record Open(DataStream stream, SinkContext context) {}

    KinesisSink(KinesisSettings settings) {
        this.settings = settings;
        this.encoder = new RecordEncoder(settings.form());
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        close();
        DataStream stream = DataStream.open(settings);
        boolean usable = false;
        try {
            stream.requireWritable();
            usable = true;
        } finally {
            if (!usable) {
                stream.close();
            }
        }
        open = Optional.of(new Open(stream, context));
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        Open opened = open.orElseThrow(() -> new IllegalStateException("not open"));
        if (batch.size() == 0) {
            return WriteResult.allDelivered(batch, "");
        }
        var write = new BatchWrite(batch, settings.ordering(), opened.context().clock().instant());
        try {
            return write.through(encoder, opened.stream()::put);
        } finally {
            if (write.throttled() > 0) {
                opened.context().metrics().add("records_throttled", write.throttled());
            }
        }
    }

    @Override
    public CheckReport check() throws InterruptedException {
        return StreamCheck.of(settings);
    }

    @Override
    public void close() {
        open.ifPresent(what -> what.stream().close());
        open = Optional.empty();
    }
}
