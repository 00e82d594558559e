package dev.headrace.eventlog;

import java.nio.file.Path;
import java.time.Clock;

/**
 * The folder that holds a node's state, locked for this process: the way to the log, the journals
 * and the dead letters. Open one per process, close it last.
 */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final String node;

    private DataFolder(Path path, String node) {
        this.path = path;
        this.node = node;
    }

    /**
     * Locks the folder, makes it if needed, and reads or makes the node's id.
     *
     * @throws EventLogFailedException when another process holds the lock, or the folder cannot be
     *     used
     */
    public static DataFolder open(Path path) {
        throw new IllegalStateException("being written");
    }

    /** The id of this node: 12 lower-case letters and digits, made at the first start and kept. */
    public String node() {
        return node;
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /** Opens the event log, which recovers it; once per process. */
    public EventLog openLog(LogSettings settings, DeliveryState delivery, Clock clock) {
        throw new IllegalStateException("being written");
    }

    /** Opens a journal by name, which recovers it. */
    public Journal openJournal(String name) {
        throw new IllegalStateException("being written");
    }

    /** Opens the dead letters, which recovers them. */
    public DeadLetters openDeadLetters() {
        throw new IllegalStateException("being written");
    }

    @Override
    public void close() {
        throw new IllegalStateException("being written");
    }
}
