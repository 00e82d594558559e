package dev.headrace.operations;

import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.Journal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A journal in memory that fails when a test says so. */
final class FailingJournal implements Journal {

    private final List<byte[]> entries = new ArrayList<>();
    private int appendsUntilFailure = Integer.MAX_VALUE;

    /** Lets so many appends through and fails all that follow. */
    void failAfter(int appends) {
        appendsUntilFailure = appends;
    }

    /** What is on disk, as text. */
    List<String> texts() {
        return entries.stream().map(entry -> new String(entry, StandardCharsets.UTF_8)).toList();
    }

    @Override
    public List<byte[]> entries() {
        return List.copyOf(entries);
    }

    @Override
    public void append(List<byte[]> more) {
        if (appendsUntilFailure <= 0) {
            throw new EventLogFailedException("no luck", new java.io.IOException("no luck"));
        }
        appendsUntilFailure--;
        entries.addAll(more);
    }

    @Override
    public long size() {
        return entries.stream().mapToLong(entry -> entry.length).sum();
    }

    @Override
    public void replace(List<byte[]> others) {
        entries.clear();
        entries.addAll(others);
    }

    @Override
    public void delete() {
        entries.clear();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
