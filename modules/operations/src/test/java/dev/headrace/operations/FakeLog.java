package dev.headrace.operations;

import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.LogStatus;
import dev.headrace.eventlog.Position;
import java.util.List;
import java.util.Optional;

/** A log that only has a size. */
final class FakeLog implements EventLog {

    private static final long PREPARED = 128 << 20;

    private long end;
    private long filled;
    private long quota = 1 << 30;

    void grow(long records, long bytes) {
        end += records;
        filled += bytes;
    }

    void quota(long bytes) {
        quota = bytes;
    }

    @Override
    public Appended append(List<FrameDraft> frames) {
        throw new AssertionError("nothing is appended here");
    }

    @Override
    public LogReader read(Position from) {
        throw new AssertionError("nothing is read here");
    }

    @Override
    public Position start() {
        return new Position("node00000000", 0);
    }

    @Override
    public Position end() {
        return new Position("node00000000", end);
    }

    @Override
    public LogStatus status() {
        return new LogStatus(
                filled + PREPARED, filled, quota, 2, 0, false, Optional.empty(), List.of());
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
