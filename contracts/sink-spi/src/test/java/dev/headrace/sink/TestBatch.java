package dev.headrace.sink;

import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** A batch in memory. */
record TestBatch(List<SinkRecord> records) implements RecordBatch {

    static TestBatch ofSize(int size) {
        SinkRecord record = TestRecord.of("{}");
        return new TestBatch(Collections.nCopies(size, record));
    }

    @Override
    public String id() {
        return "b-1";
    }

    @Override
    public RecordGroup group() {
        return RecordGroup.all();
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Instant deadline() {
        return Instant.MAX;
    }

    @Override
    public int size() {
        return records.size();
    }

    @Override
    public long bytes() {
        return records.stream().mapToLong(record -> record.json().remaining()).sum();
    }

    @Override
    public SinkRecord get(int index) {
        return records.get(index);
    }

    @Override
    public Iterator<SinkRecord> iterator() {
        return records.iterator();
    }
}
