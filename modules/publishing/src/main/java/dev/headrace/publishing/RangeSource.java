package dev.headrace.publishing;

import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.Position;
import dev.headrace.publishing.ReplayRequest.Source.LogRange;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A range of the log, by received time. Its records have the numbers that they have in the log. The
 * whole log is looked at, because received times do not go up strictly.
 *
 * @param id the replay's id
 * @param sink the sink that gets it
 * @param start the number of the first record that matches
 * @param end the number after the last one
 */
record RangeSource(
        String id,
        String sink,
        LogRange range,
        long start,
        long end,
        EventLog log,
        StreamCatalog streams)
        implements ReplaySource {

    /** What is there comes at once: after so many tries the rest of the log is damaged. */
    private static final int TRIES = 10;

    private static final Duration PATIENCE = Duration.ofMillis(100);

    /**
     * What matches.
     *
     * @param byStream how many records of each stream
     * @param start the number of the first
     * @param end the number after the last
     */
    record Found(Map<StreamName, Long> byStream, long start, long end) {}

    /** Counts what of the log matches now. */
    static Found find(String sink, LogRange range, EventLog log, StreamCatalog streams)
            throws InterruptedException {
        long from = log.start().sequence();
        long to = log.end().sequence();
        var whole = new RangeSource("", sink, range, from, to, log, streams);
        var byStream = new TreeMap<StreamName, Long>();
        long start = to;
        long end = from;
        Cursor cursor = whole.from(from);
        try {
            for (Optional<LogFrame> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                LogFrame frame = next.get();
                if (frame.routeEpoch() == WANTED) {
                    byStream.merge(frame.stream(), (long) frame.records().size(), Long::sum);
                    start = Math.min(start, frame.first().sequence());
                    end = frame.end().sequence();
                }
            }
        } finally {
            cursor.close();
        }
        return new Found(byStream, Math.min(start, end), end);
    }

    @Override
    public Cursor from(long number) {
        Position start = log.start();
        return new LogCursor(log.read(start.plus(number - start.sequence())), number);
    }

    private boolean wants(LogFrame frame) {
        return range.stream().filter(stream -> !stream.equals(frame.stream())).isEmpty()
                && !frame.receivedAt().isBefore(range.from())
                && frame.receivedAt().isBefore(range.until())
                && streams.find(frame.stream())
                        .filter(contract -> contract.isRoutedTo(sink))
                        .isPresent();
    }

    private final class LogCursor implements Cursor {

        private final LogReader reader;
        private long next;

        private LogCursor(LogReader reader, long next) {
            this.reader = reader;
            this.next = next;
        }

        @Override
        public Optional<LogFrame> next() throws InterruptedException {
            for (int tries = 0; tries < TRIES && next < end; tries++) {
                Optional<LogFrame> frame = reader.next(PATIENCE);
                if (frame.isPresent()) {
                    next = frame.get().end().sequence();
                    boolean inside = frame.get().first().sequence() < end;
                    return inside ? Optional.of(replayed(frame.get())) : Optional.empty();
                }
            }
            return Optional.empty();
        }

        private LogFrame replayed(LogFrame frame) {
            return new LogFrame(
                    new Position(id, frame.first().sequence()),
                    wants(frame) ? WANTED : PASSED,
                    frame.stream(),
                    frame.schemaVersion(),
                    frame.schemaDigest(),
                    frame.receivedAt(),
                    frame.principal(),
                    frame.attributes(),
                    frame.records(),
                    Optional.empty());
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
