package dev.headrace.eventlog;

import dev.headrace.event.StreamName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;

/**
 * Which dead letters were delivered after all, and how many by stream, in the journal {@code
 * dead-letters}. One entry holds both, so that no crash parts them. Sinks go by their file name.
 * Safe for use by several threads.
 */
final class ResolvedLetters {

    private static final String JOURNAL = "dead-letters";
    private static final int RESOLVED = 1;
    private static final int TOTAL = 2;
    private static final int LEAST_FOR_SNAPSHOT = 1 << 20;

    private final Journal journal;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Map<Integer, Offsets>> files = new HashMap<>();
    private final Map<String, Map<String, Long>> totals = new HashMap<>();
    private long sizeOfSnapshot;

    private ResolvedLetters(Journal journal) {
        this.journal = journal;
    }

    static ResolvedLetters open(Storage storage) throws IOException {
        Journal journal = FileJournal.open(storage, JOURNAL);
        ResolvedLetters letters = new ResolvedLetters(journal);
        try {
            for (byte[] entry : journal.entries()) {
                letters.restore(new FieldReader(entry, 0));
            }
        } catch (MalformedException e) {
            throw new IOException("the journal of resolved dead letters is of another version", e);
        }
        return letters;
    }

    List<String> damage() {
        return journal.damage();
    }

    /** Forgets the places in files that are gone. */
    void keepOnly(BiPredicate<String, Integer> exists) {
        lock.lock();
        try {
            files.forEach(
                    (sink, ofSink) -> ofSink.keySet().removeIf(file -> !exists.test(sink, file)));
        } finally {
            lock.unlock();
        }
    }

    boolean contains(String sink, DeadLetters.Place place) {
        return covers(sink, place.file(), place.from(), place.to());
    }

    /** Whether every letter in a part of a file is resolved, and nothing there is damaged. */
    boolean covers(String sink, int file, int from, int to) {
        lock.lock();
        try {
            Offsets offsets = files.getOrDefault(sink, Map.of()).get(file);
            return offsets != null && offsets.covers(from, to);
        } finally {
            lock.unlock();
        }
    }

    /** How much of a file is resolved. */
    long bytes(String sink, int file) {
        lock.lock();
        try {
            Offsets offsets = files.getOrDefault(sink, Map.of()).get(file);
            return offsets == null ? 0 : offsets.size();
        } finally {
            lock.unlock();
        }
    }

    Map<StreamName, Long> totals(String sink) {
        lock.lock();
        try {
            Map<StreamName, Long> counts = new TreeMap<>();
            totals.getOrDefault(sink, Map.of())
                    .forEach((stream, count) -> counts.put(new StreamName(stream), count));
            return counts;
        } finally {
            lock.unlock();
        }
    }

    /** Adds letters that are not there yet, all or none; returns when they are forced. */
    void add(String sink, List<DeadLetters.Delivered> letters) {
        lock.lock();
        try {
            Map<StreamName, List<DeadLetters.Delivered>> fresh = new LinkedHashMap<>();
            for (DeadLetters.Delivered letter : letters) {
                if (!contains(sink, letter.places().getFirst())) {
                    fresh.computeIfAbsent(letter.stream(), stream -> new ArrayList<>()).add(letter);
                }
            }
            List<byte[]> entries = new ArrayList<>();
            fresh.forEach((stream, some) -> {
                List<DeadLetters.Place> places =
                        some.stream().flatMap(letter -> letter.places().stream()).toList();
                entries.add(entry(sink, stream.value(), some.size(), places));
            });
            if (!entries.isEmpty()) {
                append(entries);
            }
        } finally {
            lock.unlock();
        }
    }

    private void append(List<byte[]> entries) {
        journal.append(entries);
        try {
            for (byte[] entry : entries) {
                restore(new FieldReader(entry, 0));
            }
        } catch (MalformedException e) {
            throw new IllegalStateException("an entry that was just written", e);
        }
        if (journal.size() > Math.max(LEAST_FOR_SNAPSHOT, 2 * sizeOfSnapshot)) {
            journal.replace(snapshot());
            sizeOfSnapshot = journal.size();
        }
    }

    private List<byte[]> snapshot() {
        List<byte[]> entries = new ArrayList<>();
        totals.forEach((sink, streams) ->
                streams.forEach((stream, count) ->
                        entries.add(
                                new FieldWriter(64)
                                        .varint(TOTAL)
                                        .text(sink)
                                        .text(stream)
                                        .int64(count)
                                        .toArray())));
        files.forEach((sink, ofSink) ->
                ofSink.forEach((file, offsets) -> entries.addAll(entries(sink, file, offsets))));
        return entries;
    }

    private static List<byte[]> entries(String sink, int file, Offsets offsets) {
        List<DeadLetters.Place> places = new ArrayList<>();
        List<byte[]> entries = new ArrayList<>();
        offsets.forEach((from, to) -> {
            places.add(new DeadLetters.Place(file, from, from, to));
            if (places.size() == 10_000) {
                entries.add(entry(sink, "", 0, places));
                places.clear();
            }
        });
        if (!places.isEmpty()) {
            entries.add(entry(sink, "", 0, places));
        }
        return entries;
    }

    private static byte[] entry(
            String sink, String stream, int letters, List<DeadLetters.Place> places) {
        FieldWriter fields =
                new FieldWriter(64 + 16 * places.size())
                        .varint(RESOLVED)
                        .text(sink)
                        .text(stream)
                        .varint(letters)
                        .varint(places.size());
        for (DeadLetters.Place place : places) {
            fields.varint(place.file()).varint(place.from()).varint(place.to());
        }
        return fields.toArray();
    }

    private void restore(FieldReader fields) throws MalformedException {
        int kind = fields.varint();
        String sink = fields.text();
        String stream = fields.text();
        switch (kind) {
            case TOTAL -> count(sink, stream, fields.int64());
            case RESOLVED -> {
                count(sink, stream, fields.varint());
                int places = fields.count();
                for (int i = 0; i < places; i++) {
                    files.computeIfAbsent(sink, name -> new TreeMap<>())
                            .computeIfAbsent(fields.varint(), file -> new Offsets())
                            .add(fields.varint(), fields.varint());
                }
            }
            default -> throw new MalformedException("an entry of an unknown kind");
        }
    }

    private void count(String sink, String stream, long letters) {
        if (letters > 0) {
            totals.computeIfAbsent(sink, name -> new TreeMap<>()).merge(stream, letters, Long::sum);
        }
    }

    void close() {
        journal.close();
    }
}
