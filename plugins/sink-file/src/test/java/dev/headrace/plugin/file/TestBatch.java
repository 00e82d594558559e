package dev.headrace.plugin.file;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A batch in memory. */
record TestBatch(String id, RecordGroup group, int attempt, List<SinkRecord> records)
        implements RecordBatch {

    static TestBatch of(String id, String... events) {
        List<SinkRecord> records =
                IntStream.range(0, events.length)
                        .<SinkRecord>mapToObj(i -> new TestRecord("e-" + i, events[i]))
                        .toList();
        return new TestBatch(id, group("user-telemetry", TestRecord.RECEIVED), 1, records);
    }

    /** So many events, of about a hundred bytes each. */
    static TestBatch large(String id, int size) {
        String[] events = new String[size];
        Arrays.setAll(events, i -> "{\"n\":" + i + ",\"text\":\"" + "x".repeat(85) + "\"}");
        return of(id, events);
    }

    static RecordGroup group(String stream, Instant received) {
        return new RecordGroup(
                Optional.of(stream),
                Optional.of(received.truncatedTo(ChronoUnit.HOURS)),
                List.of());
    }

    TestBatch again() {
        return new TestBatch(id, group, attempt + 1, records);
    }

    TestBatch in(String stream, Instant received) {
        return new TestBatch(id, group(stream, received), attempt, records);
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
