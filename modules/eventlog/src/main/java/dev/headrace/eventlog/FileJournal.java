package dev.headrace.eventlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A journal in one {@link BlockFile}: state/NAME.journal. */
final class FileJournal implements Journal {

    static final String FOLDER = "state";

    /** Enough for any group; a larger append goes alone. */
    private static final long GROUP_BYTES = 1 << 20;

    private final Storage storage;
    private final List<byte[]> entries;
    private final Damage damage;
    private final ReentrantLock queueLock = new ReentrantLock();
    private final ReentrantLock fileLock = new ReentrantLock();
    private Group open = new Group();
    private BlockFile file;
    private volatile long size;

    /** Appends that share a force. */
    private static final class Group {
        private final List<byte[]> entries = new ArrayList<>();
        private long bytes;
        private boolean written;
        private @Nullable IOException failure;
    }

    private FileJournal(Storage storage, BlockFile file, List<byte[]> entries, Damage damage) {
        this.storage = storage;
        this.file = file;
        this.size = file.size();
        this.entries = List.copyOf(entries);
        this.damage = damage;
    }

    static FileJournal open(Storage storage, String name) throws IOException {
        storage.makeFolder(FOLDER);
        String path = FOLDER + "/" + FileNames.safe(name) + ".journal";
        Damage damage = new Damage();
        List<byte[]> entries = new ArrayList<>();
        BlockFile file;
        if (storage.exists(path)) {
            file = BlockFile.open(storage, path, entries::add, damage);
        } else {
            file = BlockFile.prepare(storage, path, 0, List.of());
            file.install();
        }
        return new FileJournal(storage, file, entries, damage);
    }

    @Override
    public List<byte[]> entries() {
        return entries;
    }

    @Override
    public List<String> damage() {
        return damage.places();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void append(List<byte[]> more) {
        Group mine = join(more);
        fileLock.lock();
        try {
            IOException failure = mine.failure;
            if (failure != null) {
                throw failed(failure);
            }
            if (!mine.written) {
                write(mine);
            }
        } finally {
            fileLock.unlock();
        }
    }

    /** Joins the group that is open; whoever gets the file first writes it for all. */
    private Group join(List<byte[]> more) {
        long bytes = checkedBytes(more);
        queueLock.lock();
        try {
            if (open.bytes + bytes > GROUP_BYTES) {
                open = new Group();
            }
            open.entries.addAll(more);
            open.bytes += bytes;
            return open;
        } finally {
            queueLock.unlock();
        }
    }

    private void write(Group group) {
        queueLock.lock();
        try {
            if (open == group) {
                open = new Group();
            }
        } finally {
            queueLock.unlock();
        }
        try {
            file.append(group.entries);
            group.written = true;
            size = file.size();
        } catch (IOException e) {
            group.failure = e;
            throw failed(e);
        }
    }

    @Override
    public void replace(List<byte[]> snapshot) {
        List<List<byte[]>> blocks = blocks(snapshot);
        fileLock.lock();
        try {
            file.checkUsable();
            BlockFile old = file;
            BlockFile next = BlockFile.prepare(storage, old.path(), old.generation() + 1, blocks);
            file = next;
            next.install();
            size = next.size();
            old.close();
        } catch (IOException e) {
            throw failed(e);
        } finally {
            fileLock.unlock();
        }
    }

    private static List<List<byte[]>> blocks(List<byte[]> entries) {
        List<List<byte[]>> blocks = new ArrayList<>();
        List<byte[]> block = new ArrayList<>();
        long bytes = 0;
        for (byte[] entry : entries) {
            long more = checkedBytes(List.of(entry));
            if (bytes + more > GROUP_BYTES && !block.isEmpty()) {
                blocks.add(block);
                block = new ArrayList<>();
                bytes = 0;
            }
            block.add(entry);
            bytes += more;
        }
        if (!block.isEmpty()) {
            blocks.add(block);
        }
        return blocks;
    }

    private static long checkedBytes(List<byte[]> entries) {
        long bytes = BlockFormat.contentBytes(entries);
        if (bytes > BlockFile.MOST_BYTES) {
            throw new IllegalArgumentException(
                    "entries of " + bytes + " bytes are more than " + BlockFile.MOST_BYTES);
        }
        return bytes;
    }

    private EventLogFailedException failed(IOException cause) {
        return new EventLogFailedException(
                "the journal " + file.path() + " has failed: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        fileLock.lock();
        try {
            file.close();
        } catch (IOException e) {
            throw failed(e);
        } finally {
            fileLock.unlock();
        }
    }

    @Override
    public void delete() {
        fileLock.lock();
        try {
            file.close();
            storage.delete(file.path());
            storage.forceFolder(FOLDER);
        } catch (IOException e) {
            throw failed(e);
        } finally {
            fileLock.unlock();
        }
    }
}
