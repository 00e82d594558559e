package dev.headrace.publishing;

import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Journals and dead letters in memory, and the order in which they were written. */
final class FakeDisk {

    private final Map<String, List<byte[]>> files = new TreeMap<>();
    private final List<String> writes = new ArrayList<>();
    private final List<DeadLetter> letters = new ArrayList<>();
    private boolean broken;
    private boolean full;
    private String failing = "";
    private Optional<RuntimeException> next = Optional.empty();

    /** What a process finds that starts after this one was killed; this one can write no more. */
    synchronized FakeDisk afterCrash() {
        var disk = new FakeDisk();
        files.forEach((name, entries) -> disk.files.put(name, new ArrayList<>(entries)));
        disk.letters.addAll(letters);
        broken = true;
        return disk;
    }

    synchronized void breakDown() {
        broken = true;
    }

    /** What the next write throws. */
    synchronized void failOnce(RuntimeException fault) {
        next = Optional.of(fault);
    }

    /** One file takes nothing more. */
    synchronized void failOn(String name) {
        failing = name;
    }

    /** The volume has no room for anything more. */
    synchronized void fill() {
        full = true;
    }

    /** There is room again. */
    synchronized void makeRoom() {
        full = false;
        failing = "";
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
        if (broken) {
            throw new EventLogFailedException("the disk is gone");
        }
        if (next.isPresent()) {
            RuntimeException fault = next.get();
            next = Optional.empty();
            throw fault;
        }
        if (full || name.equals(failing)) {
            throw new EventLogFailedException(
                    "no space", new IOException("no space"), EventLogFailedException.Remedy.RETRY);
        }
        writes.add(name);
        change.run();
    }

    private final class MemoryDeadLetters implements DeadLetters {
        @Override
        public void append(List<DeadLetter> added) {
            write("dead-letters", () -> letters.addAll(added));
        }

        @Override
        public void forEach(String sink, Consumer<DeadLetter> reader) {
            letters().stream().filter(letter -> letter.sink().equals(sink)).forEach(reader);
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

        private List<byte[]> current() {
            return files.computeIfAbsent(name, n -> new ArrayList<>());
        }
    }
}
