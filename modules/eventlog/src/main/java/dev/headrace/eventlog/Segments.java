package dev.headrace.eventlog;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The segment files of the log, by base; the last one is written to. Safe for use by several
 * threads.
 */
final class Segments {

    private final NavigableMap<Long, Segment> byBase = new ConcurrentSkipListMap<>();

    void add(Segment segment) {
        byBase.put(segment.base(), segment);
    }

    void remove(Segment segment) {
        byBase.remove(segment.base(), segment);
    }

    boolean contains(Segment segment) {
        return byBase.get(segment.base()) == segment;
    }

    /** The segment that holds a record, or the first one behind it. */
    Optional<Segment> holding(long sequence) {
        Map.Entry<Long, Segment> entry = byBase.floorEntry(sequence);
        return value(entry == null ? byBase.ceilingEntry(sequence) : entry);
    }

    Optional<Segment> after(Segment segment) {
        return value(byBase.higherEntry(segment.base()));
    }

    Optional<Segment> first() {
        return value(byBase.firstEntry());
    }

    Optional<Segment> last() {
        return value(byBase.lastEntry());
    }

    private static Optional<Segment> value(Map.@Nullable Entry<Long, Segment> entry) {
        return entry == null ? Optional.empty() : Optional.of(entry.getValue());
    }

    /** All, oldest first. */
    List<Segment> all() {
        return new ArrayList<>(byBase.values());
    }

    /** The bytes of all files. */
    long bytes() {
        return byBase.values().stream().mapToLong(Segment::size).sum();
    }
}
