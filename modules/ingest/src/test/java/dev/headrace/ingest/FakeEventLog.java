package dev.headrace.ingest;

import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.LogState;
import dev.headrace.eventlog.LogStatus;
import dev.headrace.eventlog.Position;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A log that keeps nothing but the count, and is as full and as slow as a test says. */
final class FakeEventLog implements EventLog {

    static final String NODE = "abcdefghijk1";

    volatile LogState state = LogState.OPEN;
    volatile Disk disk = bytes -> {};
    private final AtomicLong records = new AtomicLong();

    /** What an append waits for. */
    interface Disk {
        void write(long bytes) throws InterruptedException;
    }

    @Override
    public Appended append(List<FrameDraft> frames) throws InterruptedException {
        long bytes = 0;
        int count = 0;
        for (FrameDraft frame : frames) {
            count += frame.records().size();
            bytes += frame.records().stream().mapToLong(record -> record.length()).sum();
        }
        disk.write(bytes);
        return new Appended(new Position(NODE, records.getAndAdd(count)), count);
    }

    long records() {
        return records.get();
    }

    @Override
    public LogState state() {
        return state;
    }

    @Override
    public LogReader read(Position from) {
        throw new UnsupportedOperationException("ingest never reads");
    }

    @Override
    public Position start() {
        return new Position(NODE, 0);
    }

    @Override
    public Position end() {
        return new Position(NODE, records.get());
    }

    @Override
    public LogStatus status() {
        return new LogStatus(0, 0, 0, 1, 0, state == LogState.FULL, Optional.empty(), List.of());
    }

    @Override
    public void prune() {
        // keeps nothing
    }

    @Override
    public void close() {
        // has nothing open
    }
}
