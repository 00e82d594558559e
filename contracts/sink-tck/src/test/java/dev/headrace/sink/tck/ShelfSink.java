package dev.headrace.sink.tck;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkRecord;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/** The exemplary sink without a network: a {@link Shelf} with a file for each batch. */
class ShelfSink implements Sink {

    private final Path folder;

    ShelfSink(SinkConfig config) {
        this.folder = Path.of(config.text("folder"));
    }

    @Override
    public SinkTraits traits() {
        return new SinkTraits(
                2,
                50,
                4 << 20,
                3 << 20,
                Duration.ZERO,
                1 << 20,
                SinkTraits.Grouping.STREAM,
                SinkTraits.Ordering.NONE,
                SinkTraits.Idempotency.BY_BATCH);
    }

    @Override
    public void open(SinkContext context) {
        // A folder needs no opening.
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        var lines = new StringBuilder();
        for (SinkRecord record : batch) {
            lines.append(record.id()).append('\t').append(event(record)).append('\n');
        }
        try {
            if (Files.exists(folder.resolve(Shelf.FULL))) {
                throw new SinkException.Unavailable("the shelf is full");
            }
            if (batch.size() > 0) {
                Path unfinished = Files.writeString(folder.resolve("." + batch.id()), lines);
                Path file = folder.resolve(name(batch));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new SinkException.Unavailable("the shelf has gone", e);
        }
        return WriteResult.allDelivered(batch, "shelf");
    }

    String name(RecordBatch batch) {
        return batch.id();
    }

    String event(SinkRecord record) {
        return StandardCharsets.UTF_8.decode(record.json()).toString();
    }

    @Override
    public CheckReport check() {
        Level level = Files.isDirectory(folder) ? Level.OK : Level.FAILED;
        return new CheckReport(List.of(new Finding(level, "shelf", "looked at")));
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
