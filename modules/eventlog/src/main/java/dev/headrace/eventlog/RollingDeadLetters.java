package dev.headrace.eventlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Dead letters in files per sink, dead-letters/SINK.NUMBER, each a {@link BlockFile} that ends at
 * about {@link #ROLL_AT}.
 */
final class RollingDeadLetters implements DeadLetters {

    static final String FOLDER = "dead-letters";
    static final long ROLL_AT = 64 << 20;

    /** Letters of one block: small enough to be read back in one piece. */
    private static final long BLOCK_BYTES = 4 << 20;

    private final Storage storage;
    private final long rollAt;
    private final Damage damage = new Damage();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, SinkFiles> sinks = new HashMap<>();

    /** A piece of a sink's letters that is forced. */
    private record Part(String path, long until) {}

    /** The files of one sink: those that are full, and the one that letters are added to. */
    private static final class SinkFiles {
        private final List<Part> full = new ArrayList<>();
        private BlockFile newest;
        private int number;

        SinkFiles(BlockFile newest, int number) {
            this.newest = newest;
            this.number = number;
        }

        void roll(BlockFile next) throws IOException {
            BlockFile old = newest;
            full.add(new Part(old.path(), old.size()));
            newest = next;
            number++;
            old.close();
        }
    }

    private RollingDeadLetters(Storage storage, long rollAt) {
        this.storage = storage;
        this.rollAt = rollAt;
    }

    static RollingDeadLetters open(Storage storage, long rollAt) throws IOException {
        storage.makeFolder(FOLDER);
        RollingDeadLetters letters = new RollingDeadLetters(storage, rollAt);
        Map<String, List<Integer>> numbers = new TreeMap<>();
        for (String name : storage.list(FOLDER)) {
            int dot = name.lastIndexOf('.');
            if (dot > 0 && isNumber(name.substring(dot + 1))) {
                numbers.computeIfAbsent(name.substring(0, dot), sink -> new ArrayList<>())
                        .add(Integer.parseInt(name.substring(dot + 1)));
            }
        }
        for (Map.Entry<String, List<Integer>> sink : numbers.entrySet()) {
            letters.recover(sink.getKey(), sink.getValue().stream().sorted().toList());
        }
        return letters;
    }

    private static boolean isNumber(String text) {
        return text.length() == 8 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Only the newest file of a sink can have a torn tail. */
    private void recover(String sink, List<Integer> numbers) throws IOException {
        int newest = numbers.getLast();
        SinkFiles files =
                new SinkFiles(
                        BlockFile.open(storage, path(sink, newest), entry -> {}, damage), newest);
        for (int number : numbers.subList(0, numbers.size() - 1)) {
            try (StorageFile file = storage.open(path(sink, number))) {
                files.full.add(new Part(path(sink, number), file.size()));
            }
        }
        sinks.put(sink, files);
    }

    @Override
    public void append(List<DeadLetter> letters) {
        Map<String, List<byte[]>> bySink = new LinkedHashMap<>();
        for (DeadLetter letter : letters) {
            bySink.computeIfAbsent(FileNames.safe(letter.sink()), sink -> new ArrayList<>())
                    .add(DeadLetterCodec.encode(letter));
        }
        lock.lock();
        try {
            bySink.forEach(this::append);
        } finally {
            lock.unlock();
        }
    }

    private void append(String sink, List<byte[]> entries) {
        try {
            List<byte[]> block = new ArrayList<>();
            for (byte[] entry : entries) {
                if (!block.isEmpty()
                        && BlockFormat.contentBytes(block) + entry.length > BLOCK_BYTES) {
                    appendBlock(sink, block);
                    block = new ArrayList<>();
                }
                block.add(entry);
            }
            appendBlock(sink, block);
        } catch (IOException e) {
            throw new EventLogFailedException(
                    "the dead letters of " + sink + " could not be kept: " + e.getMessage(),
                    e,
                    remedy(sink));
        }
    }

    private EventLogFailedException.Remedy remedy(String sink) {
        SinkFiles files = sinks.get(sink);
        return files == null ? EventLogFailedException.Remedy.RETRY : files.newest.remedy();
    }

    private void appendBlock(String sink, List<byte[]> block) throws IOException {
        SinkFiles files = sinks.get(sink);
        if (files == null) {
            files = new SinkFiles(create(sink, 0), 0);
            sinks.put(sink, files);
        }
        files.newest.checkUsable();
        if (files.newest.size() >= rollAt) {
            files.roll(create(sink, files.number + 1));
        }
        files.newest.append(block);
    }

    private BlockFile create(String sink, int number) throws IOException {
        BlockFile file = BlockFile.prepare(storage, path(sink, number), 0, List.of());
        file.install();
        return file;
    }

    private static String path(String sink, int number) {
        return FOLDER + "/" + sink + "." + String.format(Locale.ROOT, "%08d", number);
    }

    @Override
    public void forEach(String sink, Consumer<DeadLetter> reader) {
        try {
            for (Part part : parts(FileNames.safe(sink))) {
                BlockFile.read(
                        storage,
                        part.path(),
                        part.until(),
                        entry -> reader.accept(DeadLetterCodec.decode(entry)),
                        damage);
            }
        } catch (IOException e) {
            throw new EventLogFailedException("the dead letters cannot be read", e);
        }
    }

    @Override
    public List<String> damage() {
        return damage.places();
    }

    private List<Part> parts(String sink) {
        lock.lock();
        try {
            SinkFiles files = sinks.get(sink);
            if (files == null) {
                return List.of();
            }
            List<Part> parts = new ArrayList<>(files.full);
            parts.add(new Part(files.newest.path(), files.newest.size()));
            return parts;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            for (SinkFiles files : sinks.values()) {
                files.newest.close();
            }
        } catch (IOException e) {
            throw new EventLogFailedException("the dead letters did not close cleanly", e);
        } finally {
            lock.unlock();
        }
    }
}
