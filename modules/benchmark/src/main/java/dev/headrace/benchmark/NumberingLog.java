package dev.headrace.benchmark;

import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.LogStatus;
import dev.headrace.eventlog.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A log that only counts: what stands beside it is measured without the disk's part. */
final class NumberingLog implements EventLog {

    private final String node;
    private final AtomicLong end = new AtomicLong();

    NumberingLog(String node) {
        this.node = node;
    }

    /** The number of the first of so many records. */
    long take(int records) {
        return end.getAndAdd(records);
    }

    @Override
    public Appended append(List<FrameDraft> frames) {
        int records = frames.stream().mapToInt(frame -> frame.records().size()).sum();
        return new Appended(new Position(node, take(records)), records);
    }

    @Override
    public LogReader read(Position from) {
        return new LogReader() {
            @Override
            public Optional<LogFrame> next(Duration atMost) {
                return Optional.empty();
            }

            @Override
            public Position position() {
                return from;
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }

    @Override
    public Position start() {
        return new Position(node, 0);
    }

    @Override
    public Position end() {
        return new Position(node, end.get());
    }

    @Override
    public LogStatus status() {
        return new LogStatus(0, 0, 0, 0, 0, false, Optional.empty(), List.of());
    }

    @Override
    public void prune() {
        // nothing is kept
    }

    @Override
    public void close() {
        // nothing is open
    }
}
