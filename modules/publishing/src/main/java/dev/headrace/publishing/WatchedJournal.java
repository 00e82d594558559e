package dev.headrace.publishing;

import dev.headrace.eventlog.Journal;
import java.util.List;
import java.util.function.Consumer;

/**
 * The journal of a replay's progress: others hear of an entry before it is written, and that it is.
 *
 * @param before called first; when it throws, nothing is written
 * @param after called when the entries are forced
 */
record WatchedJournal(Journal journal, Consumer<ProgressEntry> before, Runnable after)
        implements Journal {

    @Override
    public List<byte[]> entries() {
        return journal.entries();
    }

    @Override
    public List<String> damage() {
        return journal.damage();
    }

    @Override
    public void append(List<byte[]> entries) {
        entries.stream().map(ProgressEntry::decode).forEach(before);
        journal.append(entries);
        after.run();
    }

    @Override
    public long size() {
        return journal.size();
    }

    @Override
    public void replace(List<byte[]> entries) {
        entries.stream().map(ProgressEntry::decode).forEach(before);
        journal.replace(entries);
        after.run();
    }

    @Override
    public void close() {
        journal.close();
    }

    @Override
    public void delete() {
        journal.delete();
    }
}
