package dev.headrace.eventlog;

import dev.headrace.event.ByteSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * A node's data folder on a disk that can lose its power, for tests of other modules: the real log,
 * journals and dead letters over {@link FaultyStorage}.
 */
public final class FaultyDisk {

    private static final String NODE = "abcdefghijk1";
    private static final int SEGMENT = 2048;

    private final FaultyStorage files;
    private final Watched watched = new Watched();
    private volatile Predicate<String> unforced = path -> false;
    private volatile boolean failed;

    public FaultyDisk() {
        this(new FaultyStorage());
    }

    private FaultyDisk(FaultyStorage files) {
        this.files = files;
    }

    /** Lets the power fail before the step of this number, counted from now. */
    public void crashAtStep(int step, RandomGenerator random) {
        files.crashAtStep(step, random);
    }

    /** How many writing operations there were. */
    public int steps() {
        return files.steps();
    }

    /** Whether an operation has failed. */
    public boolean hasFailed() {
        return failed;
    }

    /** Does not force the files that are named, and says that it did. */
    public void lieAbout(Predicate<String> paths) {
        unforced = paths;
    }

    /** What a restart after a loss of power finds. */
    public FaultyDisk afterCrash(RandomGenerator random) {
        return new FaultyDisk(files.afterCrash(random));
    }

    /** Removes the segment file that holds a record, behind the log's back. */
    public void loseSegment(long sequence) throws IOException {
        long base =
                files.list(Segment.FOLDER).stream()
                        .filter(Segment::isName)
                        .mapToLong(Segment::baseOf)
                        .filter(first -> first <= sequence)
                        .max()
                        .orElseThrow();
        files.delete(Segment.path(base));
    }

    /** The log, in small segments, without a thread that prepares them. */
    public EventLog openLog(DeliveryState delivery, int segments, Clock clock) throws IOException {
        return SegmentedEventLog.open(
                new LogFiles(watched, NODE, new Segments(), new Damage()),
                new LogSettings(
                        Path.of("data"),
                        new ByteSize((long) SEGMENT * segments),
                        Duration.ZERO,
                        new ByteSize(SEGMENT)),
                delivery,
                clock,
                SegmentedEventLog.Preparation.WHEN_NEEDED);
    }

    /** A journal, as the data folder opens it. */
    public Journal openJournal(String name) {
        try {
            return FileJournal.open(watched, name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The dead letters, in small files. */
    public DeadLetters openDeadLetters() throws IOException {
        return RollingDeadLetters.open(watched, 900);
    }

    /** Notes failures, and lies about forces. */
    private final class Watched implements Storage {

        @Override
        public void makeFolder(String path) throws IOException {
            files.makeFolder(path);
        }

        @Override
        public List<String> list(String folder) throws IOException {
            return files.list(folder);
        }

        @Override
        public boolean exists(String path) {
            return files.exists(path);
        }

        @Override
        public StorageFile open(String path) throws IOException {
            return new WatchedFile(path, files.open(path));
        }

        @Override
        public StorageFile create(String path) throws IOException {
            return watched(() -> new WatchedFile(path, files.create(path)));
        }

        @Override
        public void rename(String from, String to) throws IOException {
            watched(() -> done(() -> files.rename(from, to)));
        }

        @Override
        public void delete(String path) throws IOException {
            watched(() -> done(() -> files.delete(path)));
        }

        @Override
        public void forceFolder(String path) throws IOException {
            watched(() -> done(() -> files.forceFolder(path)));
        }

        @Override
        public long usableBytes() {
            return files.usableBytes();
        }
    }

    private final class WatchedFile implements StorageFile {

        private final String path;
        private final StorageFile file;

        private WatchedFile(String path, StorageFile file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(java.nio.ByteBuffer into, long offset) throws IOException {
            return file.read(into, offset);
        }

        @Override
        public void write(java.nio.ByteBuffer from, long offset) throws IOException {
            watched(() -> done(() -> file.write(from, offset)));
        }

        @Override
        public void truncate(long size) throws IOException {
            watched(() -> done(() -> file.truncate(size)));
        }

        @Override
        public void force() throws IOException {
            if (!unforced.test(path)) {
                watched(() -> done(file::force));
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private interface Operation<T> {
        T run() throws IOException;
    }

    private interface Action {
        void run() throws IOException;
    }

    private static boolean done(Action action) throws IOException {
        action.run();
        return true;
    }

    private <T> T watched(Operation<T> operation) throws IOException {
        try {
            return operation.run();
        } catch (IOException e) {
            failed = true;
            throw e;
        }
    }
}
