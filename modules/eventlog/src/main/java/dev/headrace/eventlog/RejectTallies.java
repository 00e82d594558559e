package dev.headrace.eventlog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts by cause, bounded: what is met after {@link #MOST} causes goes to {@code (other)} of its
 * stream. Not safe for use by several threads.
 */
final class RejectTallies {

    /** Causes are places of schemas, so few; whoever finds a way to make many fills no memory. */
    static final int MOST = 1_000;

    private final Map<RejectTally.Key, RejectTally> byCause = new LinkedHashMap<>();

    void add(RejectTally tally) {
        RejectTally.Key key = byCause.size() < MOST ? tally.key() : keyOf(tally.key());
        byCause.merge(key, tally.under(key), RejectTally::plus);
    }

    /** Under which key a cause that was added is counted. */
    RejectTally.Key keyOf(RejectTally.Key key) {
        return byCause.containsKey(key) ? key : key.other();
    }

    void addAll(RejectTallies others) {
        others.byCause.values().forEach(this::add);
    }

    /** All counts together. */
    long sum() {
        return byCause.values().stream().mapToLong(RejectTally::count).sum();
    }

    Collection<RejectTally> all() {
        return byCause.values();
    }
}
