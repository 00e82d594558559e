package dev.headrace.publishing;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.DeadLetterFilter;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.Journal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Journals and dead letters in memory, and the order in which they were written. */
final class FakeDisk {

    private final Map<String, List<byte[]>> files = new TreeMap<>();
    private final List<String> writes = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private final Set<DeadLetters.Place> resolved = new HashSet<>();
    private final Map<String, Map<StreamName, Long>> resolvedCounts = new TreeMap<>();
    private boolean broken;
    private int writesLeft = Integer.MAX_VALUE;
    private String last = "";

    /** What a process finds that starts after this one was killed; this one can write no more. */
    synchronized FakeDisk afterCrash() {
        var disk = new FakeDisk();
        files.forEach((name, entries) -> disk.files.put(name, new ArrayList<>(entries)));
        disk.letters.addAll(letters);
        disk.resolved.addAll(resolved);
        resolvedCounts.forEach(
                (sink, counts) -> disk.resolvedCounts.put(sink, new TreeMap<>(counts)));
        broken = true;
        return disk;
    }

    /** Breaks down after so many more writes. */
    synchronized void breakAfter(int more) {
        writesLeft = more;
    }

    /** Breaks down right after a file was written for the next time. */
    synchronized void breakAfterWriting(String name) {
        last = name;
    }

    /** The names of the journals that there are. */
    synchronized List<String> journals() {
        return List.copyOf(files.keySet());
    }

    synchronized boolean isBroken() {
        return broken;
    }

    synchronized void breakDown() {
        broken = true;
    }

    /** The names of what was written, in order. */
    synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    synchronized List<DeadLetter> letters() {
        return List.copyOf(letters);
    }

    Journal journal(String name) {
        return new MemoryJournal(name);
    }

    DeadLetters deadLetters() {
        return new MemoryDeadLetters();
    }

    private synchronized void write(String name, Runnable change) {
        if (writesLeft == 0) {
            broken = true;
        }
        if (broken) {
            throw new EventLogFailedException("the disk is gone");
        }
        writesLeft--;
        writes.add(name);
        change.run();
        if (name.equals(last)) {
            broken = true;
        }
    }

    private final class MemoryDeadLetters implements DeadLetters {
        @Override
        public void append(List<DeadLetter> added) {
            write("dead-letters", () -> letters.addAll(added));
        }

        @Override
        public Set<String> sinks() {
            return letters().stream().map(DeadLetter::sink).collect(Collectors.toSet());
        }

        @Override
        public void find(DeadLetterFilter filter, Predicate<Kept> reader) {
            List<DeadLetter> all = letters();
            boolean goesOn = true;
            for (int i = 0; i < all.size() && goesOn; i++) {
                if (filter.matches(all.get(i)) && !isResolved(filter.sink(), place(i))) {
                    goesOn = reader.test(new Kept(place(i), all.get(i)));
                }
            }
        }

        @Override
        public void recent(String sink, Predicate<Kept> reader) {
            find(DeadLetterFilter.of(sink), reader);
        }

        @Override
        public List<Optional<DeadLetter>> read(String sink, List<Place> places) {
            return places.stream().map(place -> Optional.of(letters().get(place.from()))).toList();
        }

        @Override
        public List<Count> counts() {
            throw new UnsupportedOperationException("publishing does not ask");
        }

        @Override
        public void resolve(String sink, List<Delivered> delivered) {
            write("resolved", () -> delivered.forEach(letter -> resolve(sink, letter)));
        }

        private void resolve(String sink, Delivered letter) {
            if (!resolved.contains(letter.places().getFirst())) {
                resolvedCounts
                        .computeIfAbsent(sink, name -> new TreeMap<>())
                        .merge(letter.stream(), 1L, Long::sum);
            }
            resolved.addAll(letter.places());
        }

        @Override
        public boolean isResolved(String sink, Place place) {
            synchronized (FakeDisk.this) {
                return resolved.contains(place);
            }
        }

        @Override
        public Map<StreamName, Long> resolved(String sink) {
            synchronized (FakeDisk.this) {
                return Map.copyOf(resolvedCounts.getOrDefault(sink, Map.of()));
            }
        }

        @Override
        public long bytes() {
            return 0;
        }

        private static Place place(int index) {
            return new Place(0, 0, index, index + 1);
        }

        @Override
        public void close() {}
    }

    private final class MemoryJournal implements Journal {

        private final String name;
        private final List<byte[]> atOpen;

        private MemoryJournal(String name) {
            this.name = name;
            synchronized (FakeDisk.this) {
                atOpen = List.copyOf(files.computeIfAbsent(name, n -> new ArrayList<>()));
            }
        }

        @Override
        public List<byte[]> entries() {
            return atOpen;
        }

        @Override
        public void append(List<byte[]> entries) {
            write(name, () -> current().addAll(entries));
        }

        @Override
        public long size() {
            synchronized (FakeDisk.this) {
                return current().stream().mapToLong(entry -> entry.length).sum();
            }
        }

        @Override
        public void replace(List<byte[]> entries) {
            write(
                    name,
                    () -> {
                        current().clear();
                        current().addAll(entries);
                    });
        }

        @Override
        public void close() {}

        @Override
        public void delete() {
            write(name + " deleted", () -> files.remove(name));
        }

        private List<byte[]> current() {
            return files.computeIfAbsent(name, n -> new ArrayList<>());
        }
    }
}
