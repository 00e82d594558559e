package dev.headrace.publishing;

import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.LogStatus;
import dev.headrace.eventlog.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * What a replay delivers, as the log that its dispatcher reads: so everything that holds for usual
 * delivery holds for a replay. Frames come no faster than the replay's rate, and not at all while
 * the sink is held. What was read once is there at once when it is read again.
 */
final class ReplayLog implements EventLog {

    private static final StreamName NO_STREAM = new StreamName("none");

    private final String id;
    private final ReplaySource source;
    private final Pace pace;
    private final BooleanSupplier held;

    /** What is below was read once. */
    private final AtomicLong paid = new AtomicLong();

    /**
     * @param held whether the sink is paused or parked
     */
    ReplayLog(String id, ReplaySource source, Pace pace, BooleanSupplier held) {
        this.id = id;
        this.source = source;
        this.pace = pace;
        this.held = held;
    }

    @Override
    public Appended append(List<FrameDraft> frames) {
        throw new UnsupportedOperationException("a replay is only read");
    }

    @Override
    public LogReader read(Position from) {
        return new Reader(from.sequence());
    }

    @Override
    public Position start() {
        return new Position(id, source.start());
    }

    @Override
    public Position end() {
        return new Position(id, source.end());
    }

    @Override
    public LogStatus status() {
        return new LogStatus(0, 0, 0, 0, 0, false, Optional.empty(), List.of());
    }

    @Override
    public void prune() {
        // nothing is kept here
    }

    @Override
    public void close() {
        // nothing is open here
    }

    private final class Reader implements LogReader {

        private final ReplaySource.Cursor cursor;
        private Optional<LogFrame> rest = Optional.empty();
        private long next;
        private boolean ended;

        private Reader(long from) {
            this.cursor = source.from(from);
            this.next = from;
        }

        @Override
        public Optional<LogFrame> next(Duration atMost) throws InterruptedException {
            if (ended) {
                Thread.sleep(atMost);
                return Optional.empty();
            }
            if (rest.isEmpty()) {
                rest = cursor.next();
            }
            if (rest.isEmpty()) {
                ended = true;
                return Optional.of(endFrame());
            }
            LogFrame frame = rest.get();
            return frame.routeEpoch() == ReplaySource.WANTED ? paced(frame, atMost) : all(frame);
        }

        private Optional<LogFrame> all(LogFrame frame) {
            rest = Optional.empty();
            next = frame.end().sequence();
            return Optional.of(frame);
        }

        private Optional<LogFrame> paced(LogFrame frame, Duration atMost)
                throws InterruptedException {
            long again = paid.get() - frame.first().sequence();
            if (again > 0) {
                return some(frame, (int) Math.min(again, frame.records().size()));
            }
            if (held.getAsBoolean()) {
                Thread.sleep(atMost);
                return Optional.empty();
            }
            int size = Math.min(frame.records().size(), pace.burst());
            Duration wait = pace.take(size);
            if (wait.isPositive()) {
                Thread.sleep(wait.compareTo(atMost) < 0 ? wait : atMost);
                return Optional.empty();
            }
            paid.accumulateAndGet(frame.first().sequence() + size, Math::max);
            return some(frame, size);
        }

        private Optional<LogFrame> some(LogFrame frame, int size) {
            if (size == frame.records().size()) {
                return all(frame);
            }
            rest = Optional.of(part(frame, size, frame.records().size()));
            LogFrame part = part(frame, 0, size);
            next = part.end().sequence();
            return Optional.of(part);
        }

        @Override
        public Position position() {
            return new Position(id, next);
        }

        @Override
        public void close() {
            cursor.close();
        }
    }

    /** Says how far the source goes: what is missing in front of it cannot be read. */
    private LogFrame endFrame() {
        return new LogFrame(
                end(),
                ReplaySource.PASSED,
                NO_STREAM,
                0,
                "",
                Instant.EPOCH,
                Principal.NOBODY,
                Map.of(),
                List.of(),
                Optional.empty());
    }

    private static LogFrame part(LogFrame frame, int from, int to) {
        return new LogFrame(
                frame.first().plus(from),
                frame.routeEpoch(),
                frame.stream(),
                frame.schemaVersion(),
                frame.schemaDigest(),
                frame.receivedAt(),
                frame.principal(),
                frame.attributes(),
                frame.records().subList(from, to),
                Optional.empty());
    }
}
