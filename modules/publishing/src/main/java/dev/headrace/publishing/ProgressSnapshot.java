package dev.headrace.publishing;

import java.util.List;
import java.util.Map;

/**
 * What the books of one sink say at one moment.
 *
 * @param lowWater everything below is complete
 * @param readTo routed records are counted up to here
 * @param above what is complete above the low-water; nobody changes it any more
 * @param streams the counts
 */
record ProgressSnapshot(
        long lowWater, long readTo, RangeSet above, Map<String, StreamCounts> streams) {

    /** How many of a range are not complete. */
    long incomplete(Range range) {
        List<Range> missing =
                above.missing(new Range(Math.max(range.from(), lowWater), range.to()));
        return missing.stream().mapToLong(Range::size).sum();
    }

    /** How many of a range the routed records do not count yet. */
    long unread(Range range) {
        return Math.max(0, range.to() - Math.max(range.from(), readTo));
    }
}
