package dev.headrace.plugin.postgresql;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Records of one stream. */
record TestBatch(String stream, List<TestRecord> records) implements RecordBatch {

    /** Ordinary events, numbered from a number on. */
    static TestBatch of(String stream, int first, int size) {
        return of(first, size, n -> TestRecord.of(stream, n, "{\"n\": " + n + "}"));
    }

    static TestBatch of(int first, int size, IntFunction<TestRecord> record) {
        List<TestRecord> records = IntStream.range(first, first + size).mapToObj(record).toList();
        return new TestBatch(records.getFirst().stream(), records);
    }

    static TestBatch of(TestRecord... records) {
        return new TestBatch(records[0].stream(), List.of(records));
    }

    /** The same with another record at an index. */
    TestBatch replacing(int index, TestRecord record) {
        var changed = new ArrayList<>(records);
        changed.set(index, record);
        return new TestBatch(stream, changed);
    }

    @Override
    public String id() {
        return "batch";
    }

    @Override
    public RecordGroup group() {
        return new RecordGroup(Optional.of(stream), Optional.empty(), List.of());
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Instant deadline() {
        return TestRecord.NOW.plusSeconds(60);
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
        return List.<SinkRecord>copyOf(records).iterator();
    }
}
