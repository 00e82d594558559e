package dev.headrace.publishing;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkRecord;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/** One write of a batch, as the sink sees it; immutable. */
record BatchView(
        String id,
        RecordGroup group,
        int attempt,
        Instant deadline,
        long bytes,
        List<HeldRecord> records)
        implements RecordBatch {

    static BatchView of(Batch batch, Instant deadline) {
        return new BatchView(
                batch.id(),
                batch.group(),
                batch.attempt(),
                deadline,
                batch.bytes(),
                batch.records());
    }

    @Override
    public int size() {
        return records.size();
    }

    @Override
    public SinkRecord get(int index) {
        return records.get(index);
    }

    @Override
    public Iterator<SinkRecord> iterator() {
        return List.<SinkRecord>copyOf(records).iterator();
    }
}
