package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files of the reject log, rejects/NUMBER, each a {@link BlockFile}: one an hour, or more when
 * one is full. One thread adds and deletes; any thread may read.
 */
final class RejectFiles {

    static final String FOLDER = "rejects";

    /** How long a refusal can be read. */
    static final Duration KEEP = Duration.ofDays(7);

    /** So many of the files fit into the quota that deleting one is no great loss. */
    private static final int PARTS = 16;

    private final Storage storage;
    private final long quota;
    private final Damage damage = new Damage();
    private final Deque<File> files = new ArrayDeque<>();
    private @Nullable BlockFile newest;
    private int number;

    /** One file; what it counts changes under the lock of the files alone. */
    private static final class File {
        private final String path;
        private final RejectTallies tallies = new RejectTallies();
        private Instant last = Instant.EPOCH;
        private long size;

        File(String path) {
            this.path = path;
        }

        void take(RejectTally tally) {
            tallies.add(tally);
            last = tally.last().isAfter(last) ? tally.last() : last;
        }
    }

    /** A piece of the files that can be read. */
    private record Part(String path, long until) {}

    private RejectFiles(Storage storage, long quota) {
        this.storage = storage;
        this.quota = quota;
    }

    /** Finds what is there and counts it. Only the newest file can have a torn tail. */
    static RejectFiles open(Storage storage, long quota) throws IOException {
        storage.makeFolder(FOLDER);
        RejectFiles files = new RejectFiles(storage, quota);
        List<String> names =
                storage.list(FOLDER).stream()
                        .filter(name -> name.matches("\\d{8}"))
                        .sorted()
                        .toList();
        for (String name : names) {
            files.recover(name, name.equals(names.getLast()));
        }
        return files;
    }

    private void recover(String name, boolean isNewest) throws IOException {
        File file = new File(FOLDER + "/" + name);
        BlockScan.EntryReader reader = entry -> RejectCodec.decode(entry, counting(file));
        if (isNewest) {
            BlockFile opened = BlockFile.open(storage, file.path, reader, damage);
            newest = opened;
            file.size = opened.size();
        } else {
            try (StorageFile opened = storage.open(file.path)) {
                file.size = opened.size();
            }
            BlockFile.read(storage, file.path, file.size, reader, damage);
        }
        files.addLast(file);
        number = Integer.parseInt(name) + 1;
    }

    private static RejectCodec.Reader counting(File file) {
        return new RejectCodec.Reader() {
            @Override
            public void reject(RejectedEvent reject) {
                file.take(RejectTally.of(reject));
            }

            @Override
            public void tally(RejectTally tally) {
                file.take(tally);
            }
        };
    }

    /**
     * Adds a block, forces it, and counts it.
     *
     * @param entries encoded refusals and counts
     * @param tallies the same, counted
     */
    void append(List<byte[]> entries, RejectTallies tallies, Instant now) throws IOException {
        BlockFile file = current(entries, now);
        boolean done = false;
        try {
            file.append(entries);
            done = true;
        } finally {
            if (!done) {
                giveUp();
            }
        }
        synchronized (this) {
            File last = files.getLast();
            tallies.all().forEach(last::take);
            last.size = file.size();
        }
    }

    private BlockFile current(List<byte[]> entries, Instant now) throws IOException {
        BlockFile file = newest;
        if (file != null && fits(file, entries) && isOfThisHour(now)) {
            return file;
        }
        giveUp();
        BlockFile next =
                BlockFile.prepare(
                        storage,
                        FOLDER + "/" + String.format(Locale.ROOT, "%08d", number),
                        0,
                        List.of());
        number++;
        next.install();
        synchronized (this) {
            files.addLast(new File(next.path()));
        }
        newest = next;
        return next;
    }

    private boolean fits(BlockFile file, List<byte[]> entries) {
        return file.size() + BlockFormat.contentBytes(entries) <= quota / PARTS;
    }

    private synchronized boolean isOfThisHour(Instant now) {
        Instant last = files.getLast().last;
        return last.equals(Instant.EPOCH)
                || last.truncatedTo(ChronoUnit.HOURS).equals(now.truncatedTo(ChronoUnit.HOURS));
    }

    private void giveUp() throws IOException {
        BlockFile file = newest;
        newest = null;
        if (file != null) {
            file.close();
        }
    }

    /** Deletes what is older than the log keeps, and the oldest until the rest has its quota. */
    void prune(Instant now) throws IOException {
        Instant from = now.minus(KEEP);
        for (File oldest = oldest(from); oldest != null; oldest = oldest(from)) {
            if (newest != null && newest.path().equals(oldest.path)) {
                giveUp();
            }
            synchronized (this) {
                files.removeFirst();
            }
            storage.delete(oldest.path);
        }
    }

    /** The oldest file, if it has to go; never the newest for the sake of the quota. */
    private synchronized @Nullable File oldest(Instant from) {
        File oldest = files.peekFirst();
        if (oldest == null) {
            return null;
        }
        boolean tooOld = oldest.last.isBefore(from);
        long bytes = files.stream().mapToLong(file -> file.size).sum();
        boolean tooMuch = files.size() > 1 && bytes > quota;
        return tooOld || tooMuch ? oldest : null;
    }

    /** What the newest file counts of each cause. */
    synchronized RejectTallies tallies(Instant now) {
        RejectTallies copy = new RejectTallies();
        if (!files.isEmpty() && newest != null && isOfThisHour(now)) {
            copy.addAll(files.getLast().tallies);
        }
        return copy;
    }

    /** What all files count. */
    synchronized List<RejectTally> allTallies() {
        return files.stream().flatMap(file -> file.tallies.all().stream()).toList();
    }

    /** The newest refusals that are wanted, newest first. */
    List<RejectedEvent> newest(Predicate<RejectedEvent> wanted, int atMost) {
        List<RejectedEvent> found = new ArrayList<>();
        for (Part part : partsNewestFirst()) {
            if (found.size() >= atMost) {
                break;
            }
            found.addAll(newestOf(part, wanted, atMost - found.size()));
        }
        return found;
    }

    private List<RejectedEvent> newestOf(Part part, Predicate<RejectedEvent> wanted, int atMost) {
        Deque<RejectedEvent> last = new ArrayDeque<>();
        try {
            BlockFile.read(
                    storage,
                    part.path(),
                    part.until(),
                    entry -> RejectCodec.decode(entry, keeping(last, wanted, atMost)),
                    damage);
        } catch (NoSuchFileException e) {
            return List.of(); // deleted since the parts were listed
        } catch (IOException e) {
            throw new EventLogFailedException("the rejects cannot be read", e);
        }
        return new ArrayList<>(last);
    }

    private static RejectCodec.Reader keeping(
            Deque<RejectedEvent> last, Predicate<RejectedEvent> wanted, int atMost) {
        return new RejectCodec.Reader() {
            @Override
            public void reject(RejectedEvent reject) {
                if (wanted.test(reject)) {
                    last.addFirst(reject);
                    if (last.size() > atMost) {
                        last.removeLast();
                    }
                }
            }

            @Override
            public void tally(RejectTally tally) {
                // a count is no refusal that could be shown
            }
        };
    }

    private synchronized List<Part> partsNewestFirst() {
        List<Part> oldestFirst =
                files.stream().map(file -> new Part(file.path, file.size)).toList();
        return oldestFirst.reversed();
    }

    void close() throws IOException {
        giveUp();
    }
}
