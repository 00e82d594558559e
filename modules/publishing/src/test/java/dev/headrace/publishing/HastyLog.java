package dev.headrace.publishing;

import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.LogStatus;
import dev.headrace.eventlog.Position;
import java.time.Duration;
import java.util.Optional;

/** A log whose readers never wait long, so that what reads it ends at once. */
class HastyLog implements EventLog {

    private static final Duration LONGEST = Duration.ofMillis(2);

    private final EventLog log;

    HastyLog(EventLog log) {
        this.log = log;
    }

    @Override
    public Appended append(java.util.List<FrameDraft> frames) throws InterruptedException {
        return log.append(frames);
    }

    @Override
    public LogReader read(Position from) {
        return new HastyReader(log.read(from));
    }

    @Override
    public Position start() {
        return log.start();
    }

    @Override
    public Position end() {
        return log.end();
    }

    @Override
    public LogStatus status() {
        return log.status();
    }

    @Override
    public void prune() {
        log.prune();
    }

    @Override
    public void close() {
        log.close();
    }

    private record HastyReader(LogReader reader) implements LogReader {

        @Override
        public Optional<LogFrame> next(Duration atMost) throws InterruptedException {
            return reader.next(atMost.compareTo(LONGEST) > 0 ? LONGEST : atMost);
        }

        @Override
        public Position position() {
            return reader.position();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
