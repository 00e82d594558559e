package dev.headrace.eventlog;

import dev.headrace.event.ByteSize;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * The folder that holds a node's state, locked for this process: the way to the log, the journals
 * and the dead letters. Open one per process, close it last.
 */
public final class DataFolder implements AutoCloseable {

    private final Path path;
    private final String node;
    private final Storage storage;
    private final FolderLock lock;

    private DataFolder(Path path, String node, Storage storage, FolderLock lock) {
        this.path = path;
        this.node = node;
        this.storage = storage;
        this.lock = lock;
    }

    /**
     * Locks the folder, makes it if needed, and reads or makes the node's id.
     *
     * @param random makes the id at the first start
     * @throws EventLogFailedException when another process holds the lock, or the folder cannot be
     *     used
     */
    public static DataFolder open(Path path, RandomGenerator random) {
        try {
            NioStorage.makeDurable(path);
            FolderLock lock = FolderLock.take(path);
            boolean opened = false;
            try {
                Storage storage = new NioStorage(path);
                String node = NodeId.of(storage, random);
                opened = true;
                return new DataFolder(path, node, storage, lock);
            } finally {
                if (!opened) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new EventLogFailedException("the data folder " + path + " cannot be used", e);
        }
    }

    /** The id of this node: 12 lower-case letters and digits, made at the first start and kept. */
    public String node() {
        return node;
    }

    /** The folder. */
    public Path path() {
        return path;
    }

    /**
     * Opens the event log, which recovers it; once per process.
     *
     * @throws IllegalArgumentException when the settings name another folder
     * @throws EventLogFailedException when the log cannot be opened; it is as it was
     */
    public EventLog openLog(LogSettings settings, DeliveryState delivery, Clock clock) {
        if (!absolute(settings.folder()).equals(absolute(path))) {
            throw new IllegalArgumentException(
                    "the log's settings name "
                            + settings.folder()
                            + ", the data folder is "
                            + path);
        }
        try {
            return SegmentedEventLog.open(
                    new LogFiles(storage, node, new Segments(), new Damage()),
                    settings,
                    delivery,
                    clock,
                    SegmentedEventLog.Preparation.AHEAD);
        } catch (IOException e) {
            throw new EventLogFailedException("the event log cannot be opened", e);
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    /**
     * Opens a journal by name, which recovers it; once per name and process.
     *
     * @param name any text of up to about 60 letters
     * @throws EventLogFailedException when the file cannot be used; it is as it was
     */
    public Journal openJournal(String name) {
        try {
            return FileJournal.open(storage, name);
        } catch (IOException e) {
            throw new EventLogFailedException("the journal " + name + " cannot be opened", e);
        }
    }

    /**
     * Opens the dead letters, which recovers them; once per process.
     *
     * @throws EventLogFailedException when a file cannot be used; it is as it was
     */
    public DeadLetters openDeadLetters() {
        try {
            return RollingDeadLetters.open(storage, RollingDeadLetters.ROLL_AT);
        } catch (IOException e) {
            throw new EventLogFailedException("the dead letters cannot be opened", e);
        }
    }

    /**
     * Opens the reject log, which counts what it finds; once per process.
     *
     * @param quota about the most bytes of its files: the oldest go first
     * @throws EventLogFailedException when a file cannot be used; it is as it was
     */
    public RejectLog openRejectLog(ByteSize quota, Clock clock) {
        try {
            return RollingRejectLog.open(storage, quota.bytes(), clock);
        } catch (IOException e) {
            throw new EventLogFailedException("the reject log cannot be opened", e);
        }
    }

    /** Gives up the lock. Close what was opened from here before. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new EventLogFailedException("the lock of " + path + " was not given up", e);
        }
    }
}
