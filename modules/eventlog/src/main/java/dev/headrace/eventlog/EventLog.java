package dev.headrace.eventlog;

import java.util.List;

/**
 * The durable, ordered log of accepted events of this node: the seam between the doors and
 * delivery, and the acknowledgement point.
 *
 * <p>Safe for use by any number of threads, virtual ones included.
 */
public interface EventLog extends AutoCloseable {

    /**
     * Appends frames in order, as one unit, and returns when they are forced to disk.
     *
     * <p>The records' bytes are read from the caller's arrays until this returns. When it throws,
     * nothing was acknowledged; after a failed force or a crash the frames may still be found
     * later.
     *
     * @return the positions that the records got, consecutive over all frames
     * @throws EventLogFullException when the quota is used up and nothing may be deleted
     * @throws EventLogFailedException when the disk failed; every later append fails the same way
     * @throws IllegalArgumentException when the frames are more than a segment holds, or break what
     *     their types ask
     * @throws InterruptedException when interrupted before the writer took the frames: then nothing
     *     was appended and the arrays are the caller's again; an interrupt that comes later waits
     *     for the outcome and stays set
     */
    Appended append(List<FrameDraft> frames) throws InterruptedException;

    /**
     * Reads from a position on; records before the log's start are passed over. A position behind
     * the end is waited for.
     *
     * @throws IllegalArgumentException when the position is of another node
     */
    LogReader read(Position from);

    /** The position of the oldest record that is still in the log, or the end when it is empty. */
    Position start();

    /** The position after the newest forced record: what is before it can be read. */
    Position end();

    /** How the log stands, for health and metrics. */
    LogStatus status();

    /** Whether an append would be refused; cheap enough to be asked before each. */
    default LogState state() {
        LogStatus status = status();
        if (status.failure().isPresent()) {
            return LogState.FAILED;
        }
        return status.full() ? LogState.FULL : LogState.OPEN;
    }

    /** Deletes what the retention rules allow now; also called by the log itself now and then. */
    void prune();

    /** Finishes what was handed in, forces it, and lets go of the files. Later appends fail. */
    @Override
    void close();
}
