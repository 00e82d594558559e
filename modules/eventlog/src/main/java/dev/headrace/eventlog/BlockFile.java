package dev.headrace.eventlog;

import dev.headrace.eventlog.BlockFormat.FileHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A file of forced blocks that grows: what journals and dead letters are made of. One append is one
 * block and one force, so any later intact block proves that the earlier ones were forced. Not safe
 * for use by several threads.
 */
final class BlockFile implements AutoCloseable {

    /** The most that the entries of one block may have. */
    static final long MOST_BYTES = 16 << 20;

    private static final String UNFINISHED = ".tmp";

    private final Storage storage;
    private final String path;
    private final StorageFile file;
    private final long generation;
    private long end;
    private long number;
    private boolean usable = true;

    private BlockFile(Storage storage, String path, StorageFile file, BlockScan scan) {
        this.storage = storage;
        this.path = path;
        this.file = file;
        this.generation = scan.generation();
        this.end = scan.end();
        this.number = scan.nextNumber();
    }

    private BlockFile(Storage storage, String path, StorageFile file, long generation) {
        this.storage = storage;
        this.path = path;
        this.file = file;
        this.generation = generation;
        this.end = BlockFormat.FILE_HEADER_BYTES;
    }

    /**
     * Writes and forces a file that does not have its name yet: {@link #install} gives it that.
     *
     * @param blocks the entries, block by block
     */
    static BlockFile prepare(
            Storage storage, String path, long generation, List<List<byte[]>> blocks)
            throws IOException {
        StorageFile file = storage.create(path + UNFINISHED);
        boolean done = false;
        try {
            file.write(new FileHeader(BlockFormat.VERSION, generation).toBytes(), 0);
            BlockFile made = new BlockFile(storage, path, file, generation);
            for (List<byte[]> block : blocks) {
                made.write(block);
            }
            file.force();
            done = true;
            return made;
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    /**
     * Puts a prepared file in the place of what has its name, in one step. When that fails, nobody
     * knows which of the two a restart will find, and this one cannot be used.
     */
    void install() throws IOException {
        usable = false;
        storage.rename(path + UNFINISHED, path);
        storage.forceFolder(path.substring(0, path.lastIndexOf('/')));
        usable = true;
    }

    /** Opens an existing file, cuts its torn tail, and hands over the entries that are intact. */
    static BlockFile open(Storage storage, String path, BlockScan.EntryReader reader, Damage damage)
            throws IOException {
        StorageFile file = storage.open(path);
        boolean done = false;
        try {
            BlockScan scan = new BlockScan(path, file, damage);
            scan.read(reader, file.size());
            BlockFile opened = new BlockFile(storage, path, file, scan);
            opened.settle(scan.lastBlock());
            done = true;
            return opened;
        } finally {
            if (!done) {
                file.close();
            }
        }
    }

    /**
     * Cuts what is behind the last intact block, and writes that block again: after a failed force
     * it may be in memory alone.
     */
    private void settle(long lastBlock) throws IOException {
        if (file.size() > end) {
            file.truncate(end);
        }
        ByteBuffer last = ByteBuffer.allocate((int) (end - lastBlock));
        file.read(last, lastBlock);
        file.write(last.flip(), lastBlock);
        file.force();
        storage.forceFolder(path.substring(0, path.lastIndexOf('/')));
    }

    /** Hands over the entries that were forced before an end that {@link #size} gave. */
    static void read(
            Storage storage, String path, long until, BlockScan.EntryReader reader, Damage damage)
            throws IOException {
        try (StorageFile file = storage.open(path)) {
            new BlockScan(path, file, damage).read(reader, until);
        }
    }

    /**
     * Appends entries as one block and forces it. When the write fails, as on a full volume, what
     * it left is cut and the file can be used on; when the force fails it cannot.
     */
    void append(List<byte[]> entries) throws IOException {
        checkUsable();
        usable = false;
        long before = end;
        try {
            write(entries);
        } catch (IOException e) {
            file.truncate(before);
            usable = true;
            throw e;
        }
        try {
            file.force();
        } catch (IOException e) {
            end = before; // nobody reads what may not be on disk
            throw e;
        }
        usable = true;
    }

    /** What helps after a failure: a later try, as long as the file can be used. */
    EventLogFailedException.Remedy remedy() {
        return usable
                ? EventLogFailedException.Remedy.RETRY
                : EventLogFailedException.Remedy.RESTART;
    }

    void checkUsable() throws IOException {
        if (!usable) {
            throw new IOException("an earlier write or force failed, or the file is closed");
        }
    }

    private void write(List<byte[]> entries) throws IOException {
        ByteBuffer block = BlockFormat.block(entries, number);
        int length = block.remaining();
        file.write(block, end);
        end += length;
        number++;
    }

    String path() {
        return path;
    }

    long size() {
        return end;
    }

    long generation() {
        return generation;
    }

    @Override
    public void close() throws IOException {
        usable = false;
        file.close();
    }
}
