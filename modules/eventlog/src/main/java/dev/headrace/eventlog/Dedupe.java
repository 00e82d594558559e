package dev.headrace.eventlog;

import java.util.List;

/**
 * Recognises events that were accepted before: same stream, same owner, same id. Ingest asks before
 * it appends. What was accepted is what the log holds; this remembers it in a form that can be
 * searched.
 *
 * <p>Safe for use by any number of threads, virtual ones included. Only ids that a repeat would
 * bring again count ({@link IdOrigin}), and only those of frames that name an owner.
 */
public interface Dedupe extends AutoCloseable {

    /**
     * Sorts the records of one request into new ones, repeats and conflicts, and claims the ids of
     * the new ones for the caller: a repeat that comes meanwhile waits for this caller's outcome,
     * and takes over when it fails. So this waits for others' appends, never longer, and holds no
     * lock meanwhile.
     *
     * @param frames what the request would append
     * @return to be closed by the caller, in any case and soon
     * @throws InterruptedException while waiting; nothing is claimed then
     */
    Screening screen(List<FrameDraft> frames) throws InterruptedException;

    /** How it stands, for metrics; answers from memory. */
    DedupeStatus status();

    /** Writes down what is only in memory and lets go of the files. */
    @Override
    void close();

    /** Recognises nothing. */
    static Dedupe off() {
        return new NoDedupe();
    }
}
