package dev.headrace.distribution;

import dev.headrace.eventlog.Deliveries;
import dev.headrace.eventlog.DeliveryState;
import dev.headrace.eventlog.LogFrame;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Delivery of a node without sinks. */
final class Undelivered {

    static final DeliveryState STATE =
            new DeliveryState() {
                @Override
                public int routeEpoch() {
                    return 1;
                }

                @Override
                public long neededFrom() {
                    return 0;
                }

                @Override
                public long pinnedFrom() {
                    return 0;
                }

                @Override
                public void expire(long before) {
                    // nobody waits for it
                }
            };

    static final Deliveries NOTHING =
            new Deliveries() {
                @Override
                public Outcome await(Set<String> sinks, long[] sequences, Duration atMost) {
                    return new Outcome.Settled(List.of());
                }

                @Override
                public SortedMap<String, List<Fate>> fates(LogFrame frame) {
                    return new TreeMap<>();
                }
            };

    private Undelivered() {}
}
