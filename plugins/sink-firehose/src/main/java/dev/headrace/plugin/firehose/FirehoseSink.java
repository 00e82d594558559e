package dev.headrace.plugin.firehose;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.util.Optional;

/** Writes each batch to one delivery stream. */
final class FirehoseSink implements Sink {

    private final FirehoseSettings settings;
    private final LineEncoder encoder;
    private volatile Optional<Open> open = Optional.empty();

    /** What there is between open and close. */
    private record Open(DeliveryStream stream, SinkContext context) {}

    FirehoseSink(FirehoseSettings settings) {
        this.settings = settings;
        this.encoder = new LineEncoder(settings.form());
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        close();
        DeliveryStream stream = DeliveryStream.open(settings);
        try {
            stream.requireUsable();
        } catch (SinkException | InterruptedException | RuntimeException e) {
            stream.close();
            throw e;
        }
        open = Optional.of(new Open(stream, context));
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        if (batch.size() == 0) {
            return WriteResult.allDelivered(batch, "");
        }
        Open now = open.orElseThrow(() -> new IllegalStateException("not open"));
        return BatchWrite.of(
                batch, encoder, now.stream(), now.context().clock(), now.context().metrics());
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
