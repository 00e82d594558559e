package dev.headrace.plugin.parquet;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.LakeFile;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.util.Optional;

/** Writes each batch into one file. */
final class ParquetSink implements Sink {

    private static final String SUFFIX = ".parquet";

    private final ParquetSettings settings;
    private final Place place;
    private volatile Optional<Open> open = Optional.empty();

    /** What there is between open and close. */
    private record Open(SinkContext context, Tables tables) {}

    ParquetSink(ParquetSettings settings) {
        this.settings = settings;
        this.place = settings.place();
    }

    @Override
    public SinkTraits traits() {
        return settings.traits();
    }

    @Override
    public void open(SinkContext context) throws SinkException, InterruptedException {
        Zstandard.unpackInto(context.scratch());
        place.open(context);
        open = Optional.of(new Open(context, new Tables(context.streams())));
    }

    @Override
    public WriteResult write(RecordBatch batch) throws SinkException, InterruptedException {
        if (batch.size() == 0) {
            return WriteResult.allDelivered(batch, "");
        }
        Open here = open.orElseThrow(() -> new IllegalStateException("write before open"));
        Table table = here.tables.of(batch.group().stream().orElseThrow());
        var rows = new BatchRows(batch, table, settings.level());
        String reference = place.write(LakeFile.of(batch, SUFFIX), rows);
        if (rows.misfits() > 0) {
            here.context.metrics().add("values_without_column", rows.misfits());
        }
        return WriteResult.allDelivered(batch, reference);
    }

    @Override
    public CheckReport check() throws InterruptedException {
        return place.check();
    }

    @Override
    public void close() {
        open = Optional.empty();
        place.close();
    }
}
