package dev.headrace.eventlog;

import java.io.Closeable;
import java.time.Duration;
import java.util.Optional;

/** Reads the log in order, forced frames only. For one thread at a time. */
public interface LogReader extends Closeable {

    /**
     * The next frame; waits for one to be appended, no longer than the given time.
     *
     * <p>The first frame may begin before the position that the reader was made for; the caller
     * passes over the records in front. Where frames are damaged or were deleted, the next readable
     * one comes: {@link LogFrame#first()} then jumps.
     *
     * @return empty when none came in time
     * @throws EventLogFailedException when the disk cannot be read; the caller may try again
     */
    Optional<LogFrame> next(Duration atMost) throws InterruptedException;

    /** The position of the next record to come. */
    Position position();

    @Override
    void close();
}
