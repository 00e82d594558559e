package dev.headrace.sink.tck;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A batch in memory. Its group says everything that any grouping asks: stream, hour and layout of
 * its first record. Immutable.
 */
public record SampleBatch(
        String id, RecordGroup group, int attempt, Instant deadline, List<SampleRecord> records)
        implements RecordBatch {

    public SampleBatch {
        records = List.copyOf(records);
    }

    /** A batch of records of one group. */
    public static SampleBatch of(String id, List<SampleRecord> records) {
        return new SampleBatch(id, groupOf(records), 1, Instant.MAX, records);
    }

    /** A batch of so many records, made from their numbers, which count from 0. */
    public static SampleBatch of(String id, int size, IntFunction<SampleRecord> record) {
        return of(id, IntStream.range(0, size).mapToObj(record).toList());
    }

    private static RecordGroup groupOf(List<SampleRecord> records) {
        if (records.isEmpty()) {
            return RecordGroup.all();
        }
        SampleRecord first = records.getFirst();
        return new RecordGroup(
                Optional.of(first.stream()),
                Optional.of(first.receivedAt().truncatedTo(ChronoUnit.HOURS)),
                first.layout());
    }

    /** The same batch at its next attempt. */
    public SampleBatch again() {
        return new SampleBatch(id, group, attempt + 1, deadline, records);
    }

    /** The same with another record at an index. */
    public SampleBatch replacing(int index, SampleRecord record) {
        var changed = new ArrayList<>(records);
        changed.set(index, record);
        return new SampleBatch(id, group, attempt, deadline, changed);
    }

    /** The same in another group. */
    public SampleBatch in(RecordGroup other) {
        return new SampleBatch(id, other, attempt, deadline, records);
    }

    /** The same with a deadline. */
    public SampleBatch until(Instant end) {
        return new SampleBatch(id, group, attempt, end, records);
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
