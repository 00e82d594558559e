package dev.headrace.publishing;

import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.Position;
import java.time.Duration;
import java.util.Optional;

/** Reads what the log holds of a range, and tells what is missing. For one thread at a time. */
final class LogWalk {

    private final EventLog log;

    LogWalk(EventLog log) {
        this.log = log;
    }

    /** Whom it is told, in the order of the log. */
    interface Visitor {

        /** A frame, or what of it lies in the range. */
        void frame(Range records, Stretch.Kind kind, long bytes);

        /** Records that cannot be read. */
        void gap(Range records);

        /** Whether to stop behind this frame. */
        default boolean isFull() {
            return false;
        }
    }

    /**
     * Reads a range that ends at the log's end or before.
     *
     * @return how far it came: the range's end unless the visitor was full before
     * @throws dev.headrace.eventlog.EventLogFailedException when the disk cannot be read
     */
    long read(Range range, Visitor visitor) throws InterruptedException {
        long at = range.from();
        try (LogReader reader = log.read(position(at))) {
            while (at < range.to() && !visitor.isFull()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Optional<LogFrame> next = reader.next(Duration.ZERO);
                long first = next.map(frame -> frame.first().sequence()).orElse(Long.MAX_VALUE);
                if (first > at) {
                    long end = Math.min(first, range.to());
                    visitor.gap(new Range(at, end));
                    at = end;
                }
                if (first < range.to()) {
                    LogFrame frame = next.orElseThrow();
                    long end = Math.min(frame.end().sequence(), range.to());
                    visitor.frame(new Range(at, end), kind(frame), HeldFrame.sizeOf(frame));
                    at = end;
                }
            }
        }
        return at;
    }

    /** Whether a record can be read. */
    boolean holds(long sequence) throws InterruptedException {
        try (LogReader reader = log.read(position(sequence))) {
            return reader.next(Duration.ZERO)
                    .filter(frame -> frame.first().sequence() <= sequence)
                    .isPresent();
        }
    }

    private Position position(long sequence) {
        Position start = log.start();
        return start.plus(sequence - start.sequence());
    }

    private static Stretch.Kind kind(LogFrame frame) {
        return new Stretch.Kind(frame.routeEpoch(), frame.stream().value());
    }
}
