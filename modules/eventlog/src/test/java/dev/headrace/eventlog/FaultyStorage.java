package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Files in memory that behave as badly as a disk may: what was not forced is lost in part when the
 * power fails, a name that was not forced goes back, and any operation can be told to fail. A force
 * that fails leaves the bytes readable and marked clean, so that a later force does not write them.
 */
final class FaultyStorage implements Storage {

    /** The names as the next one that opens a file sees them, and as a crash would leave them. */
    private final Map<String, FaultyFile> names = new HashMap<>();

    private final Map<String, FaultyFile> durableNames = new HashMap<>();
    private final List<NameChange> unforcedNames = new ArrayList<>();
    private int steps;
    private int crashAt = Integer.MAX_VALUE;
    private RandomGenerator chance = new SplittableRandom(0);
    private boolean failuresLoseAll = true;
    private Fault fault = (operation, path) -> {};
    private Consumer<String> observer = operation -> {};
    private long usable = Long.MAX_VALUE;

    /** Throws when an operation is to fail. */
    interface Fault {
        void check(String operation, String path) throws IOException;
    }

    /** How much of what was not forced a crash takes. */
    enum Loss {
        EVERYTHING,
        SOMETHING,
        NOTHING
    }

    /** A name that a folder got or lost since it was forced. */
    private record NameChange(String folder, Consumer<Map<String, FaultyFile>> change) {}

    /**
     * Lets the power fail before the step of this number, counted from now. If the step before it
     * is a write, chance decides how much of it happens.
     */
    synchronized void crashAtStep(int step, RandomGenerator random) {
        crashAt = steps + step;
        chance = random;
    }

    /** Lets chance decide what of the bytes a failed write or force brings to the disk. */
    synchronized void leaveFailuresTo(RandomGenerator random) {
        chance = random;
        failuresLoseAll = false;
    }

    /** Tells of each step just before it, in the thread that does it. */
    synchronized void observeSteps(Consumer<String> next) {
        observer = next;
    }

    synchronized boolean isDead() {
        return steps >= crashAt;
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
    FaultyStorage afterCrash(RandomGenerator random) {
        return afterCrash(Loss.SOMETHING, random);
    }

    /** What a crash leaves: the forced bytes, and of the others as much as is said. */
    synchronized FaultyStorage afterCrash(Loss loss, RandomGenerator random) {
        Map<String, FaultyFile> kept = new HashMap<>(durableNames);
        for (NameChange change : unforcedNames) {
            boolean applied =
                    switch (loss) {
                        case EVERYTHING -> false;
                        case SOMETHING -> random.nextInt(4) > 0; // no order holds between two names
                        case NOTHING -> true;
                    };
            if (applied) {
                change.change().accept(kept);
            }
        }
        FaultyStorage left = new FaultyStorage();
        new TreeMap<>(kept) // in order, so that chance falls the same way each time
                .forEach((path, file) -> left.adopt(path, file.afterCrash(loss, random)));
        return left;
    }

    private void adopt(String path, FaultyFile file) {
        names.put(path, file);
        durableNames.put(path, file);
    }

    /** Whether a crash now would leave everything as it is. */
    synchronized boolean isForced() {
        return unforcedNames.isEmpty()
                && names.equals(durableNames)
                && names.values().stream().allMatch(FaultyFile::isForced);
    }

    /** The bytes of a file as they are now, for tests that damage it. */
    synchronized byte[] content(String path) {
        return Objects.requireNonNull(names.get(path)).content();
    }

    /** All paths. */
    synchronized List<String> names() {
        return List.copyOf(names.keySet());
    }

    /** All paths and what the files hold. */
    synchronized Map<String, ByteBuffer> contents() {
        Map<String, ByteBuffer> all = new HashMap<>();
        names.forEach((path, file) -> all.put(path, ByteBuffer.wrap(file.content().clone())));
        return all;
    }

    private void step(String operation, String path) throws IOException {
        if (steps >= crashAt) {
            throw new IOException("the power has failed");
        }
        observer.accept(operation + " " + path);
        steps++;
        fault.check(operation, path);
    }

    private static String folderOf(String path) {
        return path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    }

    private void change(String path, Consumer<Map<String, FaultyFile>> change) {
        unforcedNames.add(new NameChange(folderOf(path), change));
    }

    @Override
    public void makeFolder(String path) {}

    @Override
    public synchronized List<String> list(String folder) throws IOException {
        fault.check("list", folder);
        return names.keySet().stream()
                .filter(path -> folderOf(path).equals(folder))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .sorted()
                .toList();
    }

    @Override
    public synchronized boolean exists(String path) {
        return names.containsKey(path);
    }

    @Override
    public synchronized StorageFile open(String path) throws IOException {
        fault.check("open", path);
        FaultyFile file = names.get(path);
        if (file == null) {
            throw new NoSuchFileException(path);
        }
        return new OpenFile(path, file);
    }

    @Override
    public synchronized StorageFile create(String path) throws IOException {
        step("create", path);
        FaultyFile file = new FaultyFile();
        names.put(path, file);
        change(path, all -> all.put(path, file));
        return new OpenFile(path, file);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        try {
            step("rename", to);
        } catch (IOException e) {
            if (!failuresLoseAll && steps < crashAt && chance.nextBoolean()) {
                moveName(from, to); // it failed only for the one who asked
            }
            throw e;
        }
        moveName(from, to);
    }

    private void moveName(String from, String to) throws NoSuchFileException {
        FaultyFile file = names.remove(from);
        if (file == null) {
            throw new NoSuchFileException(from);
        }
        names.put(to, file);
        change(
                to,
                all -> {
                    all.remove(from, file);
                    all.put(to, file);
                });
    }

    @Override
    public synchronized void delete(String path) throws IOException {
        if (names.containsKey(path)) {
            step("delete", path);
            names.remove(path);
            change(path, all -> all.remove(path));
        }
    }

    @Override
    public synchronized void forceFolder(String path) throws IOException {
        step("forceFolder", path);
        unforcedNames.removeIf(change -> {
            boolean forced = change.folder().equals(path);
            if (forced) {
                change.change().accept(durableNames);
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
        private final FaultyFile file;

        OpenFile(String path, FaultyFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long size() {
            synchronized (FaultyStorage.this) {
                return file.content().length;
            }
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            synchronized (FaultyStorage.this) {
                fault.check("read", path);
                long left = Math.max(0, file.content().length - offset);
                int count = (int) Math.min(into.remaining(), left);
                if (count > 0) {
                    into.put(file.content(), (int) offset, count);
                }
                return count;
            }
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            synchronized (FaultyStorage.this) {
                Optional<IOException> failure = failureOfWrite(from, offset);
                int whole = from.remaining();
                int length = failure.isPresent() ? chance.nextInt(whole + 1) : whole;
                byte[] bytes = new byte[length];
                from.get(bytes);
                file.write(bytes, (int) offset);
                if (failure.isPresent()) {
                    throw failure.get();
                }
            }
        }

        /** Why a write stops half-way. A failure for another reason leaves nothing behind. */
        private Optional<IOException> failureOfWrite(ByteBuffer from, long offset)
                throws IOException {
            boolean last = steps + 1 == crashAt && chance.nextBoolean();
            long more = offset + from.remaining() - file.content().length;
            try {
                step("write", path);
            } catch (IOException e) {
                if (failuresLoseAll || steps >= crashAt) {
                    throw e;
                }
                return Optional.of(e);
            }
            if (more > usable) {
                return Optional.of(new IOException("No space left on device"));
            }
            return last
                    ? Optional.of(new IOException("the power has failed in the middle of a write"))
                    : Optional.empty();
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (FaultyStorage.this) {
                step("truncate", path);
                file.truncate((int) size);
            }
        }

        @Override
        public void force() throws IOException {
            synchronized (FaultyStorage.this) {
                try {
                    step("force", path);
                } catch (IOException e) {
                    if (steps < crashAt) { // as Linux does: read back, but never written
                        file.failForce(failuresLoseAll ? Loss.EVERYTHING : Loss.SOMETHING, chance);
                    }
                    throw e;
                }
                file.force();
            }
        }

        @Override
        public void close() {}
    }
}
