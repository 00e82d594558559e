package dev.headrace.ingest;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Token buckets by key, of which there are only so many: beyond that, new keys share one until
 * others are idle. Idle ones are dropped at most a minute later, when another key comes. Safe for
 * use by any number of threads.
 */
final class RateBuckets<K> {

    /** About 10 MiB. */
    static final int MOST = 50_000;

    /** Keys may be addresses: they are forgotten soon after they mean nothing any more. */
    private static final long SWEEP_EVERY = Duration.ofMinutes(1).toNanos();

    private static final long CROWDED_SWEEP_EVERY = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<K, RateBucket> buckets = new ConcurrentHashMap<>();
    private final AtomicLong lastSweep;

    /**
     * No buckets yet.
     *
     * @param nanoTime a clock that only goes forward, as {@link System#nanoTime}
     */
    RateBuckets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastSweep = new AtomicLong(nanoTime.getAsLong() - CROWDED_SWEEP_EVERY);
    }

    /**
     * The bucket of a key.
     *
     * @param others the key of the one that is shared when there is no room
     */
    RateBucket bucket(K key, K others) {
        RateBucket known = buckets.get(key);
        if (known != null) {
            return known;
        }
        long now = nanoTime.getAsLong();
        return buckets.computeIfAbsent(hasRoom(now) ? key : others, any -> new RateBucket(now));
    }

    private boolean hasRoom(long now) {
        boolean crowded = buckets.mappingCount() >= MOST;
        long last = lastSweep.get();
        if (now - last >= (crowded ? CROWDED_SWEEP_EVERY : SWEEP_EVERY)
                && lastSweep.compareAndSet(last, now)) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
        return buckets.mappingCount() < MOST;
    }

    /** How many buckets there are. */
    long size() {
        return buckets.mappingCount();
    }
}
