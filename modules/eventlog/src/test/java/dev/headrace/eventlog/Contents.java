package dev.headrace.eventlog;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a journal, or a sink's dead letters, must hold: what was acknowledged, or that with what was
 * under way. Not safe for use by several threads.
 */
final class Contents {

    private List<String> current;
    private final Set<List<String>> alternatives;

    /** What was begun last. */
    private List<String> latest = List.of();

    Contents() {
        this(List.of(), Set.of());
    }

    private Contents(List<String> current, Set<List<String>> alternatives) {
        this.current = current;
        this.alternatives = new HashSet<>(alternatives);
    }

    Contents copy() {
        return new Contents(current, alternatives);
    }

    /** Entries are being added: from now on they may be found. */
    void add(List<String> entries) {
        List<String> next = new ArrayList<>(current);
        next.addAll(entries);
        become(List.copyOf(next));
    }

    /** The whole is being replaced: from now on the new content may be found. */
    void become(List<String> next) {
        alternatives.add(next);
        latest = next;
    }

    /** What was begun last is acknowledged: only that may be found. */
    void acknowledge() {
        settle(latest);
    }

    /** A recovery has found this: it stays. */
    void settle(List<String> found) {
        current = found;
        alternatives.clear();
    }

    boolean allow(List<String> found) {
        return current.equals(found) || alternatives.contains(found);
    }

    List<String> current() {
        return current;
    }

    @Override
    public String toString() {
        return current + (alternatives.isEmpty() ? "" : " or one of " + alternatives);
    }
}
