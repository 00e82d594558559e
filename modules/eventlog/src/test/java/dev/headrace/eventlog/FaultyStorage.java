package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Files in memory that behave as badly as a disk may: what was not forced is lost in part when the
 * power fails, a name that was not forced goes back, and any operation can be told to fail.
 */
final class FaultyStorage implements Storage {

    private static final int SECTOR = 512;

    /** The names as the next one that opens a file sees them, and as a crash would leave them. */
    private final Map<String, Inode> names = new HashMap<>();

    private final Map<String, Inode> durableNames = new HashMap<>();
    private final List<NameChange> unforcedNames = new ArrayList<>();
    private int steps;
    private int crashAt = Integer.MAX_VALUE;
    private RandomGenerator chance = new SplittableRandom(0);
    private Fault fault = (operation, path) -> {};
    private long usable = Long.MAX_VALUE;

    /** Throws when an operation is to fail. */
    interface Fault {
        void check(String operation, String path) throws IOException;
    }

    /** A name that a folder got or lost since it was forced. */
    private record NameChange(String folder, Runnable apply) {}

    /** A file's content: as read now, as forced, and which sectors the next force would write. */
    private static final class Inode {
        private final BitSet dirty = new BitSet();
        private byte[] content = new byte[0];
        private byte[] durable = new byte[0];

        void force() {
            durable = Arrays.copyOf(durable, content.length);
            dirty.stream().forEach(sector -> copySector(sector, durable, SECTOR));
            dirty.clear();
        }

        void copySector(int sector, byte[] into, int most) {
            int at = sector * SECTOR;
            int length = Math.min(most, Math.min(into.length, content.length) - at);
            if (length > 0) {
                System.arraycopy(content, at, into, at, length);
            }
        }
    }

    /**
     * Lets the power fail before the step of this number, counted from now. If the step before it
     * is a write, chance decides how much of it happens.
     */
    synchronized void crashAtStep(int step, RandomGenerator random) {
        crashAt = steps + step;
        chance = random;
    }

    synchronized int steps() {
        return steps;
    }

    synchronized void failWhen(Fault next) {
        fault = next;
    }

    synchronized void usableBytes(long bytes) {
        usable = bytes;
    }

    /** What a crash leaves: the forced bytes, and of the others whatever chance decides. */
    synchronized FaultyStorage afterCrash(RandomGenerator random) {
        for (NameChange change : unforcedNames) {
            if (random.nextInt(4) > 0) { // no order holds between two names
                change.apply().run();
            }
        }
        FaultyStorage left = new FaultyStorage();
        durableNames.forEach((path, inode) -> {
            Inode copy = new Inode();
            copy.content = torn(inode, random);
            copy.durable = copy.content.clone();
            left.names.put(path, copy);
            left.durableNames.put(path, copy);
        });
        return left;
    }

    private static byte[] torn(Inode inode, RandomGenerator random) {
        boolean sizeReached = random.nextBoolean();
        byte[] left =
                Arrays.copyOf(
                        inode.durable, sizeReached ? inode.content.length : inode.durable.length);
        int likelihood = random.nextInt(5);
        inode.dirty.stream()
                .filter(sector -> random.nextInt(4) < likelihood)
                .forEach(sector -> {
                    boolean half = random.nextInt(8) == 0;
                    inode.copySector(sector, left, half ? SECTOR / 2 : SECTOR);
                });
        return left;
    }

    /** The bytes of a file as they are now, for tests that damage it. */
    synchronized byte[] content(String path) {
        return Objects.requireNonNull(names.get(path)).content;
    }

    private void step(String operation, String path) throws IOException {
        if (steps >= crashAt) {
            throw new IOException("the power has failed");
        }
        steps++;
        fault.check(operation, path);
    }

    private static String folderOf(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    private void change(String path, Runnable apply) {
        unforcedNames.add(new NameChange(folderOf(path), apply));
    }

    @Override
    public void makeFolder(String path) {}

    @Override
    public synchronized List<String> list(String folder) {
        return names.keySet().stream()
                .filter(path -> folderOf(path).equals(folder))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
    }

    @Override
    public synchronized boolean exists(String path) {
        return names.containsKey(path);
    }

    @Override
    public synchronized StorageFile open(String path) throws IOException {
        Inode inode = names.get(path);
        if (inode == null) {
            throw new NoSuchFileException(path);
        }
        return new OpenFile(path, inode);
    }

    @Override
    public synchronized StorageFile create(String path) throws IOException {
        step("create", path);
        Inode inode = new Inode();
        names.put(path, inode);
        change(path, () -> durableNames.put(path, inode));
        return new OpenFile(path, inode);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        step("rename", to);
        Inode inode = names.remove(from);
        if (inode == null) {
            throw new NoSuchFileException(from);
        }
        names.put(to, inode);
        change(
                to,
                () -> {
                    durableNames.remove(from, inode);
                    durableNames.put(to, inode);
                });
    }

    @Override
    public synchronized void delete(String path) throws IOException {
        if (names.containsKey(path)) {
            step("delete", path);
            names.remove(path);
            change(path, () -> durableNames.remove(path));
        }
    }

    @Override
    public synchronized void forceFolder(String path) throws IOException {
        step("forceFolder", path);
        unforcedNames.removeIf(change -> {
            boolean forced = change.folder().equals(path);
            if (forced) {
                change.apply().run();
            }
            return forced;
        });
    }

    @Override
    public synchronized long usableBytes() {
        return usable;
    }

    /** An open file; its operations take the storage's lock, so that steps have one order. */
    private final class OpenFile implements StorageFile {

        private final String path;
        private final Inode inode;

        OpenFile(String path, Inode inode) {
            this.path = path;
            this.inode = inode;
        }

        @Override
        public long size() {
            synchronized (FaultyStorage.this) {
                return inode.content.length;
            }
        }

        @Override
        public int read(ByteBuffer into, long offset) {
            synchronized (FaultyStorage.this) {
                long left = Math.max(0, inode.content.length - offset);
                int count = (int) Math.min(into.remaining(), left);
                if (count > 0) {
                    into.put(inode.content, (int) offset, count);
                }
                return count;
            }
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            synchronized (FaultyStorage.this) {
                boolean last = steps + 1 == crashAt && chance.nextBoolean();
                step("write", path);
                int length = last ? chance.nextInt(from.remaining() + 1) : from.remaining();
                int end = (int) offset + length;
                if (end > inode.content.length) {
                    inode.content = Arrays.copyOf(inode.content, end);
                }
                from.get(inode.content, (int) offset, length);
                inode.dirty.set((int) offset / SECTOR, (end + SECTOR - 1) / SECTOR);
                if (last) {
                    throw new IOException("the power has failed in the middle of a write");
                }
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (FaultyStorage.this) {
                step("truncate", path);
                inode.content = Arrays.copyOf(inode.content, (int) size);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (FaultyStorage.this) {
                try {
                    step("force", path);
                } catch (IOException e) {
                    if (steps < crashAt) {
                        inode.dirty.clear(); // as Linux does: read back, but never written
                    }
                    throw e;
                }
                inode.force();
            }
        }

        @Override
        public void close() {}
    }
}
