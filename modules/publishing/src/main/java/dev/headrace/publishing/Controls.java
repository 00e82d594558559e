package dev.headrace.publishing;

import dev.headrace.eventlog.Journal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What people have done to the sinks, in a journal: which are paused, and which were taken out of
 * the configuration and still have a backlog that is to expire. Each change is forced before it
 * counts. Safe for use by several threads.
 */
final class Controls {

    /** What an entry says of a sink. */
    private enum Kind {
        PAUSED,
        RESUMED,
        LEAVING,
        LEFT
    }

    private final Journal journal;
    private final long snapshotSize;
    private final Set<String> paused = new TreeSet<>();
    private final Map<String, Long> leaving = new TreeMap<>();

    Controls(Journal journal, long snapshotSize) {
        this.journal = journal;
        this.snapshotSize = snapshotSize;
        journal.entries().forEach(this::restore);
    }

    synchronized boolean isPaused(String sink) {
        return paused.contains(sink);
    }

    synchronized void pause(String sink) {
        if (!paused.contains(sink)) {
            write(Kind.PAUSED, sink, 0);
        }
    }

    synchronized void resume(String sink) {
        if (paused.contains(sink)) {
            write(Kind.RESUMED, sink, 0);
        }
    }

    /** The sinks that were taken out, each with the end of what it was to get. */
    synchronized Map<String, Long> leaving() {
        return Map.copyOf(leaving);
    }

    /**
     * A sink is not configured any more.
     *
     * @param until what it had not taken below this expires
     */
    synchronized void leave(String sink, long until) {
        write(Kind.LEAVING, sink, until);
        resume(sink);
    }

    /** The backlog of a sink that was taken out has expired, or the sink is back in time. */
    synchronized void left(String sink) {
        if (leaving.containsKey(sink)) {
            write(Kind.LEFT, sink, 0);
        }
    }

    void close() {
        journal.close();
    }

    private void write(Kind kind, String sink, long until) {
        byte[] entry = entry(kind, sink, until);
        if (journal.size() > snapshotSize) {
            var entries = new ArrayList<byte[]>();
            paused.forEach(name -> entries.add(entry(Kind.PAUSED, name, 0)));
            leaving.forEach((name, end) -> entries.add(entry(Kind.LEAVING, name, end)));
            entries.add(entry);
            journal.replace(entries);
        } else {
            journal.append(List.of(entry));
        }
        use(kind, sink, until);
    }

    private void use(Kind kind, String sink, long until) {
        switch (kind) {
            case PAUSED -> paused.add(sink);
            case RESUMED -> paused.remove(sink);
            case LEAVING -> leaving.put(sink, until);
            case LEFT -> leaving.remove(sink);
        }
    }

    private static byte[] entry(Kind kind, String sink, long until) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(kind.name());
            out.writeUTF(sink);
            out.writeLong(until);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private void restore(byte[] entry) {
        try (var in = new DataInputStream(new ByteArrayInputStream(entry))) {
            use(Kind.valueOf(in.readUTF()), in.readUTF(), in.readLong());
        } catch (IOException e) {
            throw new UncheckedIOException("the control journal holds an entry cut short", e);
        }
    }
}
