package dev.headrace.publishing;

import java.util.Map;
import java.util.TreeMap;

/** Counts by stream. For one thread at a time. */
final class Tally {

    private final TreeMap<String, StreamCounts> streams = new TreeMap<>();

    void add(String stream, StreamCounts counts) {
        streams.merge(stream, counts, StreamCounts::plus);
    }

    void add(Tally other) {
        other.streams.forEach(this::add);
    }

    boolean isEmpty() {
        return streams.isEmpty();
    }

    Map<String, StreamCounts> streams() {
        return Map.copyOf(streams);
    }
}
