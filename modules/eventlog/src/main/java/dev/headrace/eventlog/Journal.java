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
     * What could not be read when the journal was opened: one line per place, with file and offset.
     * The entries before and behind are there all the same.
     */
    default List<String> damage() {
        return List.of();
    }

    /**
     * Appends entries, all or none, and returns when they are forced.
     *
     * @throws IllegalArgumentException when together they have more than 16 MiB
     * @throws EventLogFailedException when the disk failed: after a failed force every later append
     *     fails too, after a failed write (a full volume) a later one may succeed
     */
    void append(List<byte[]> entries);

    /** The size of the file in bytes: the caller decides when a snapshot is worth it. */
    long size();

    /**
     * Replaces the whole content by the given entries, all or none, and returns when that is
     * durable. What others append meanwhile comes behind them: the caller sees to it that the
     * snapshot and the appends agree.
     *
     * @throws IllegalArgumentException when an entry has more than 16 MiB
     * @throws EventLogFailedException when the disk failed; the old content stands as long as the
     *     new one had not begun to take its place, and then appends still work
     */
    void replace(List<byte[]> entries);

    @Override
    void close();

    /**
     * Closes the journal and deletes its file; returns when that is durable. After a crash in
     * between, the file is as it was: open it and delete it again.
     *
     * @throws EventLogFailedException when the disk failed
     */
    void delete();
}
