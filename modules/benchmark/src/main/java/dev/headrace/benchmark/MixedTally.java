package dev.headrace.benchmark;

import java.time.Duration;
import java.util.Collection;

/**
 * What came of the requests to one stream.
 *
 * @param events of the requests that were taken
 * @param slowed requests that were answered 429
 * @param latencies of the requests that were taken
 */
record MixedTally(long events, long slowed, Latencies latencies) {

    static MixedTally of(Collection<Counting> threads) {
        return new MixedTally(
                threads.stream().mapToLong(one -> one.events).sum(),
                threads.stream().mapToLong(one -> one.slowed).sum(),
                Latencies.of(threads.stream().map(one -> one.latencies).toList()));
    }

    /** Counts for one thread. */
    static final class Counting {

        private final Latencies.Recorder latencies = new Latencies.Recorder();
        private long events;
        private long slowed;

        void taken(int number, Duration latency) {
            events += number;
            latencies.record(latency.toNanos());
        }

        void slowed() {
            slowed++;
        }
    }
}
