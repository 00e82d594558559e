package dev.headrace.ingest;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Token buckets by key, of which there are only so many: beyond that, new keys share one until
 * others are idle. Safe for use by any number of threads.
 */
final class RateBuckets<K> {

    /** About 10 MiB. */
    static final int MOST = 50_000;

    private static final long SWEEP_EVERY = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final ConcurrentHashMap<K, RateBucket> buckets = new ConcurrentHashMap<>();
    private final AtomicLong nextSweep;

    /**
     * No buckets yet.
     *
     * @param nanoTime a clock that only goes forward, as {@link System#nanoTime}
     */
    RateBuckets(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nextSweep = new AtomicLong(nanoTime.getAsLong());
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
        if (buckets.mappingCount() < MOST) {
            return true;
        }
        long due = nextSweep.get();
        if (now - due >= 0 && nextSweep.compareAndSet(due, now + SWEEP_EVERY)) {
            buckets.values().removeIf(bucket -> bucket.isFull(now));
        }
        return buckets.mappingCount() < MOST;
    }

    /** How many buckets there are. */
    long size() {
        return buckets.mappingCount();
    }
}
