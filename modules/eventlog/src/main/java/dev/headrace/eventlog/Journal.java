package dev.headrace.eventlog;

import java.util.List;

/**
 * A small file of entries that is forced after each append: progress, plans, routes. When it has
 * grown it is replaced by a snapshot in one atomic step (written, forced, renamed, folder forced).
 *
 * <p>Safe for use by several threads; appends that wait at the same time share one force.
 */
public interface Journal extends AutoCloseable {

    /** The entries that the journal held when it was opened, oldest first. */
    List<byte[]> entries();

    /**
     * Appends entries, all or none, and returns when they are forced.
     *
     * @throws EventLogFailedException when the disk failed; every later append fails the same way
     */
    void append(List<byte[]> entries);

    /** The size of the file in bytes: the caller decides when a snapshot is worth it. */
    long size();

    /** Replaces the whole content by the given entries. */
    void replace(List<byte[]> entries);

    @Override
    void close();
}
