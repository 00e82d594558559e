package dev.headrace.publishing;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkRecord;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.UnaryOperator;

/** A batch without what contracts leave out for the sink; each record is changed when asked for. */
record OmittingBatch(RecordBatch whole, UnaryOperator<SinkRecord> omission) implements RecordBatch {

    @Override
    public String id() {
        return whole.id();
    }

    @Override
    public RecordGroup group() {
        return whole.group();
    }

    @Override
    public int attempt() {
        return whole.attempt();
    }

    @Override
    public Instant deadline() {
        return whole.deadline();
    }

    @Override
    public int size() {
        return whole.size();
    }

    /** Of the whole records: never less than what the sink sees. */
    @Override
    public long bytes() {
        return whole.bytes();
    }

    @Override
    public SinkRecord get(int index) {
        return omission.apply(whole.get(index));
    }

    @Override
    public Iterator<SinkRecord> iterator() {
        Iterator<SinkRecord> records = whole.iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return records.hasNext();
            }

            @Override
            public SinkRecord next() {
                return omission.apply(records.next());
            }
        };
    }
}
