package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps a second process, and a second user in this one, away from a data folder. */
final class FolderLock implements AutoCloseable {

    /**
     * The folders that this process has locked. Static, because so is the lock: closing any channel
     * on the file, in any thread, gives up what the whole process holds.
     */
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the lock or says who has it.
     *
     * @throws EventLogFailedException when another holds it
     */
    static FolderLock take(Path path) throws IOException {
        Path folder = path.toRealPath();
        if (!TAKEN.add(folder)) {
            throw inUse(path, "this process");
        }
        boolean taken = false;
        try {
            FolderLock lock = takeFromOthers(folder);
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                TAKEN.remove(folder);
            }
        }
    }

    private static FolderLock takeFromOthers(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                throw inUse(folder, holder(folder));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid().getBytes(StandardCharsets.US_ASCII)), 0);
            return new FolderLock(folder, channel);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    private static EventLogFailedException inUse(Path folder, String holder) {
        return new EventLogFailedException("the data folder " + folder + " is in use by " + holder);
    }

    private static String holder(Path folder) {
        try {
            String text = Files.readString(folder.resolve("lock"), StandardCharsets.US_ASCII);
            boolean known = !text.isEmpty() && text.length() < 20;
            return known ? "the process with pid " + text.strip() : "another process";
        } catch (IOException e) {
            return "another process";
        }
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            TAKEN.remove(folder);
        }
    }
}
