package dev.headrace.publishing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Which records a sink has refused for good, and why, in memory: neighbours of one code take one
 * entry, and of too many entries the oldest are forgotten. One thread adds; any number may ask.
 */
final class DeadMarks {

    private final int most;
    private final ConcurrentSkipListMap<Long, Mark> marks = new ConcurrentSkipListMap<>();
    private volatile long knownFrom;

    /**
     * Remembers at most so many entries; a hundred thousand take about ten megabytes.
     *
     * @param most at least 1
     */
    DeadMarks(int most) {
        this.most = most;
    }

    private record Mark(long to, String code) {}

    void add(long sequence, String code) {
        if (code(sequence).isPresent()) {
            return;
        }
        Map.Entry<Long, Mark> before = marks.floorEntry(sequence);
        boolean joins =
                before != null
                        && before.getValue().to() == sequence
                        && before.getValue().code().equals(code);
        marks.put(joins ? before.getKey() : sequence, new Mark(sequence + 1, code));
        if (marks.size() > most) {
            forgetOldest();
        }
    }

    /** The code of a record's refusal. */
    Optional<String> code(long sequence) {
        Map.Entry<Long, Mark> at = marks.floorEntry(sequence);
        return at != null && at.getValue().to() > sequence
                ? Optional.of(at.getValue().code())
                : Optional.empty();
    }

    /** Below it, a record without a mark may have been refused as well. */
    long knownFrom() {
        return knownFrom;
    }

    private void forgetOldest() {
        Map.Entry<Long, Mark> oldest = marks.firstEntry();
        knownFrom = oldest.getValue().to();
        marks.remove(oldest.getKey());
    }
}
