package dev.headrace.eventlog;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Parts of one file; neighbours are joined. For one thread at a time. */
final class Offsets {

    /** Start to end, end excluded. */
    private final TreeMap<Integer, Integer> parts = new TreeMap<>();

    void add(int from, int to) {
        int start = from;
        int end = to;
        Map.Entry<Integer, Integer> before = parts.floorEntry(start);
        if (before != null && before.getValue() >= start) {
            start = before.getKey();
            end = Math.max(end, before.getValue());
        }
        Map.Entry<Integer, Integer> next = parts.ceilingEntry(start);
        while (next != null && next.getKey() <= end) {
            end = Math.max(end, next.getValue());
            parts.remove(next.getKey());
            next = parts.ceilingEntry(start);
        }
        parts.put(start, end);
    }

    boolean covers(int from, int to) {
        Map.Entry<Integer, Integer> at = parts.floorEntry(from);
        return at != null && at.getValue() >= to;
    }

    long size() {
        return parts.entrySet().stream().mapToLong(part -> part.getValue() - part.getKey()).sum();
    }

    void forEach(BiConsumer<Integer, Integer> part) {
        parts.forEach(part);
    }
}
