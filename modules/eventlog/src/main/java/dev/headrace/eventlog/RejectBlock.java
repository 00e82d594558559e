package dev.headrace.eventlog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one round writes: some refusals in full, and for each cause a count of the others.
 *
 * @param entries encoded, small enough for one block
 * @param inFull how many of them are refusals
 */
record RejectBlock(List<byte[]> entries, long inFull) {

    /** What a block holds at most, counts aside. */
    private static final long MOST_BYTES = 4 << 20;

    /**
     * Chooses what is written in full.
     *
     * @param rejects oldest first
     * @param tallies the same refusals, and those that found no room, counted
     * @param before what this hour's file has counted already
     */
    static RejectBlock of(
            List<RejectedEvent> rejects, RejectTallies tallies, RejectTallies before) {
        Map<RejectTally.Key, Long> seen = new HashMap<>();
        before.all().forEach(tally -> seen.put(tally.key(), tally.count()));
        Map<RejectTally.Key, Long> written = new HashMap<>();
        List<byte[]> entries = new ArrayList<>();
        long bytes = 0;
        long inFull = 0;
        for (RejectedEvent reject : rejects) {
            RejectTally.Key key = tallies.keyOf(RejectTally.Key.of(reject));
            if (bytes < MOST_BYTES && seen.merge(key, 1L, Long::sum) <= RollingRejectLog.IN_FULL) {
                byte[] entry = RejectCodec.encode(reject);
                entries.add(entry);
                bytes += entry.length;
                written.merge(key, 1L, Long::sum);
                inFull++;
            }
        }
        addCounts(entries, tallies, written);
        return new RejectBlock(entries, inFull);
    }

    private static void addCounts(
            List<byte[]> entries, RejectTallies tallies, Map<RejectTally.Key, Long> written) {
        for (RejectTally tally : tallies.all()) {
            long rest = tally.count() - written.getOrDefault(tally.key(), 0L);
            if (rest > 0) {
                entries.add(RejectCodec.encode(tally.times(rest)));
            }
        }
    }
}
