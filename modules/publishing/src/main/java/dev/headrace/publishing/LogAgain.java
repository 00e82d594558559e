package dev.headrace.publishing;

import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.Position;
import java.time.Duration;
import java.util.Optional;

/**
 * The event log, for reading once more what a sink's dispatcher has let go of.
 *
 * @param budget the memory of that dispatcher
 */
record LogAgain(EventLog log, MemoryBudget budget) {

    /** A reader that begins at a record. */
    LogReader from(long sequence) {
        return log.read(place(sequence));
    }

    /** The text of a record's position. */
    String position(long sequence) {
        return place(sequence).toString();
    }

    /** A record with its content; empty when the log does not have it any more. */
    Optional<HeldRecord> record(long sequence) throws InterruptedException {
        try (LogReader reader = from(sequence)) {
            Optional<LogFrame> frame = reader.next(Duration.ZERO);
            return frame.filter(found -> holds(found, sequence))
                    .map(found -> in(new HeldFrame(found, budget), sequence));
        }
    }

    static boolean holds(LogFrame frame, long sequence) {
        return frame.first().sequence() <= sequence && sequence < frame.end().sequence();
    }

    static HeldRecord in(HeldFrame frame, long sequence) {
        long index = sequence - frame.frame().first().sequence();
        return new HeldRecord(frame, frame.frame().records().get(Math.toIntExact(index)), sequence);
    }

    private Position place(long sequence) {
        Position start = log.start();
        return start.plus(sequence - start.sequence());
    }
}
