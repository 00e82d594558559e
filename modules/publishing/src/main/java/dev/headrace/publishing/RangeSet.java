package dev.headrace.publishing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A set of sequence numbers, kept as ranges. For one thread at a time. */
final class RangeSet {

    /** Start to end, end excluded; neighbours are always joined. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    void add(Range range) {
        if (range.size() <= 0) {
            return;
        }
        long from = range.from();
        long to = range.to();
        Map.Entry<Long, Long> before = ranges.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> next = ranges.ceilingEntry(from);
        while (next != null && next.getKey() <= to) {
            to = Math.max(to, next.getValue());
            ranges.remove(next.getKey());
            next = ranges.ceilingEntry(from);
        }
        ranges.put(from, to);
    }

    boolean contains(long number) {
        Map.Entry<Long, Long> at = ranges.floorEntry(number);
        return at != null && at.getValue() > number;
    }

    /** The end of the range that holds a number; the number itself when none does. */
    long endOfRun(long number) {
        Map.Entry<Long, Long> at = ranges.floorEntry(number);
        return at != null && at.getValue() > number ? at.getValue() : number;
    }

    /** What of a range is not in the set, ascending. */
    List<Range> missing(Range range) {
        var missing = new ArrayList<Range>();
        long at = endOfRun(range.from());
        while (at < range.to()) {
            Map.Entry<Long, Long> next = ranges.higherEntry(at);
            long end = next == null ? range.to() : Math.min(next.getKey(), range.to());
            missing.add(new Range(at, end));
            at = endOfRun(end);
        }
        return missing;
    }

    /** Forgets every number below the given one. */
    void removeBelow(long number) {
        Map.Entry<Long, Long> first = ranges.firstEntry();
        while (first != null && first.getKey() < number) {
            ranges.remove(first.getKey());
            if (first.getValue() > number) {
                ranges.put(number, first.getValue());
            }
            first = ranges.firstEntry();
        }
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** How many numbers are in the set. */
    long size() {
        long size = 0;
        for (Map.Entry<Long, Long> range : ranges.entrySet()) {
            size += range.getValue() - range.getKey();
        }
        return size;
    }

    RangeSet copy() {
        var copy = new RangeSet();
        copy.ranges.putAll(ranges);
        return copy;
    }

    /** All ranges, ascending. */
    List<Range> ranges() {
        return ranges.entrySet().stream()
                .map(range -> new Range(range.getKey(), range.getValue()))
                .toList();
    }
}
