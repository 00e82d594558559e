package dev.headrace.eventlog;

import dev.headrace.event.StreamName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Dead letters in files per sink, dead-letters/SINK.NUMBER, each a {@link BlockFile} that ends at
 * about {@link #ROLL_AT}.
 */
final class RollingDeadLetters implements DeadLetters {

    private static final System.Logger LOG = System.getLogger("dev.headrace.eventlog");
    static final String FOLDER = "dead-letters";
    static final long ROLL_AT = 64 << 20;

    /** Letters of one block: small enough to be read back in one piece. */
    private static final long BLOCK_BYTES = 4 << 20;

    private final Storage storage;
    private final long rollAt;
    private final ResolvedLetters resolved;
    private final Damage damage = new Damage();
    private final LetterScan scan;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, LetterFiles> sinks = new HashMap<>();

    private RollingDeadLetters(Storage storage, long rollAt, ResolvedLetters resolved) {
        this.storage = storage;
        this.rollAt = rollAt;
        this.resolved = resolved;
        this.scan = new LetterScan(storage, resolved, damage);
    }

    static RollingDeadLetters open(Storage storage, long rollAt) throws IOException {
        storage.makeFolder(FOLDER);
        RollingDeadLetters letters =
                new RollingDeadLetters(storage, rollAt, ResolvedLetters.open(storage));
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
        letters.resolved.keepOnly(
                (sink, file) -> numbers.getOrDefault(sink, List.of()).contains(file));
        for (String sink : numbers.keySet()) {
            letters.deleteResolved(sink);
        }
        return letters;
    }

    private static boolean isNumber(String text) {
        return text.length() == 8 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Only the newest file of a sink can have a torn tail. */
    private void recover(String sink, List<Integer> numbers) throws IOException {
        int newest = numbers.getLast();
        LetterFiles files =
                new LetterFiles(
                        BlockFile.open(storage, path(sink, newest), entry -> {}, damage), newest);
        for (int number : numbers.subList(0, numbers.size() - 1)) {
            try (StorageFile file = storage.open(path(sink, number))) {
                files.full().add(new LetterScan.Part(number, path(sink, number), file.size()));
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
                    "the dead letters of " + sink + " could not be kept: " + e.getMessage(), e);
        }
    }

    private void appendBlock(String sink, List<byte[]> block) throws IOException {
        LetterFiles files = sinks.get(sink);
        if (files == null) {
            files = new LetterFiles(create(sink, 0), 0);
            sinks.put(sink, files);
        }
        files.newest().checkUsable();
        if (files.newest().size() >= rollAt) {
            files.roll(create(sink, files.number() + 1));
        }
        files.newest().append(block);
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
    public Set<String> sinks() {
        lock.lock();
        try {
            return sinks.keySet().stream()
                    .map(FileNames::text)
                    .collect(Collectors.toCollection(TreeSet::new));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void find(DeadLetterFilter filter, Predicate<Kept> reader) {
        String sink = FileNames.safe(filter.sink());
        scan.find(sink, parts(sink), filter, reader);
    }

    @Override
    public void recent(String sink, Predicate<Kept> reader) {
        String name = FileNames.safe(sink);
        List<LetterScan.Part> parts = parts(name);
        scan.find(
                name,
                parts.subList(Math.max(0, parts.size() - 2), parts.size()),
                DeadLetterFilter.of(sink),
                reader);
    }

    @Override
    public List<Optional<DeadLetter>> read(String sink, List<Place> places) {
        return scan.read(parts(FileNames.safe(sink)), places);
    }

    @Override
    public List<Count> counts() {
        List<Count> counts = new ArrayList<>();
        for (String sink : sinks()) {
            String name = FileNames.safe(sink);
            counts.addAll(scan.counts(sink, name, parts(name)));
        }
        return counts;
    }

    @Override
    public void resolve(String sink, List<Delivered> letters) {
        String name = FileNames.safe(sink);
        resolved.add(name, letters);
        lock.lock();
        try {
            deleteResolved(name);
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Replayed dead letters of sink " + sink + " are not deleted yet",
                    e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes the files whose letters are all resolved. A name that a crash brings back is still
     * known as resolved, and goes at the next start.
     */
    private void deleteResolved(String sink) throws IOException {
        LetterFiles files = sinks.get(sink);
        if (files == null) {
            return;
        }
        if (isResolved(sink, files.part())) {
            files.roll(create(sink, files.number() + 1));
        }
        for (LetterScan.Part part : List.copyOf(files.full())) {
            if (isResolved(sink, part)) {
                storage.delete(part.path());
                storage.forceFolder(FOLDER);
                files.full().remove(part);
            }
        }
        Set<Integer> left = new TreeSet<>();
        files.parts().forEach(part -> left.add(part.file()));
        resolved.keepOnly((name, file) -> !name.equals(sink) || left.contains(file));
    }

    private boolean isResolved(String sink, LetterScan.Part part) {
        int until = (int) part.until();
        return until > BlockFormat.FILE_HEADER_BYTES
                && resolved.covers(sink, part.file(), BlockFormat.FILE_HEADER_BYTES, until);
    }

    @Override
    public boolean isResolved(String sink, Place place) {
        return resolved.contains(FileNames.safe(sink), place);
    }

    @Override
    public Map<StreamName, Long> resolved(String sink) {
        return resolved.totals(FileNames.safe(sink));
    }

    @Override
    public long bytes() {
        lock.lock();
        try {
            return sinks.values().stream()
                    .flatMap(files -> files.parts().stream())
                    .mapToLong(LetterScan.Part::until)
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<String> damage() {
        return Stream.concat(resolved.damage().stream(), damage.places().stream()).toList();
    }

    private List<LetterScan.Part> parts(String sink) {
        lock.lock();
        try {
            LetterFiles files = sinks.get(sink);
            return files == null ? List.of() : files.parts();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            for (LetterFiles files : sinks.values()) {
                files.newest().close();
            }
            resolved.close();
        } catch (IOException e) {
            throw new EventLogFailedException("the dead letters did not close cleanly", e);
        } finally {
            lock.unlock();
        }
    }
}
