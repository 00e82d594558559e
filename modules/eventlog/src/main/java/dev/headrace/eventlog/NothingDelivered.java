package dev.headrace.eventlog;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/**
 * Of a log without sinks.
 *
 * @param neededFrom what is kept, whatever its age: from here on
 */
record NothingDelivered(int routeEpoch, long neededFrom) implements DeliveryState, Deliveries {

    @Override
    public long pinnedFrom() {
        return neededFrom;
    }

    @Override
    public void expire(long before) {
        if (before > neededFrom) {
            throw new IllegalStateException("what is to be kept expires, up to " + before);
        }
    }

    @Override
    public Outcome await(Set<String> sinks, long[] sequences, Duration atMost) {
        return new Outcome.Settled(List.of());
    }

    @Override
    public SortedMap<String, List<Fate>> fates(LogFrame frame) {
        return Collections.emptySortedMap();
    }
}
