package dev.headrace.ingest;

import dev.headrace.event.Contract.Rate;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket in one number: the time at which it will be full again. Taking events moves that
 * time on; what was never asked for costs nothing. Safe for use by any number of threads, without a
 * lock.
 */
final class RateBucket {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong fullAt;

    /** A full bucket; times are of one monotonic clock, in nanoseconds. */
    RateBucket(long now) {
        this.fullAt = new AtomicLong(now);
    }

    /** Whether a new bucket would be the same. */
    boolean isFull(long now) {
        return fullAt.get() - now <= 0;
    }

    /**
     * Takes events if they are there; a request that is larger than the burst needs a full bucket
     * and leaves a debt, so that it is possible and the rate holds all the same.
     *
     * @return 0 when they were taken, else how many nanoseconds later they would be
     */
    long take(Rate rate, int events, long now) {
        long burst = nanos(rate, rate.burst());
        long cost = nanos(rate, events);
        while (true) {
            long before = fullAt.get();
            long missing = Math.max(0, before - now);
            long wait = missing + Math.min(cost, burst) - burst;
            if (wait > 0) {
                return wait;
            }
            if (fullAt.compareAndSet(before, now + missing + cost)) {
                return 0;
            }
        }
    }

    /** How long a caller would wait for one event; 0 when there is one. */
    long waitForOne(Rate rate, long now) {
        long missing = Math.max(0, fullAt.get() - now);
        return Math.max(0, missing + nanos(rate, 1) - nanos(rate, rate.burst()));
    }

    Allowance allowance(Rate rate, long now) {
        long missing = Math.max(0, fullAt.get() - now);
        long left = Math.max(0, nanos(rate, rate.burst()) - missing);
        long span = span(rate);
        long whole = left / span * rate.events();
        long part = left % span * rate.events() / span;
        return new Allowance(rate, whole + part, Math.ceilDiv(missing, SECOND));
    }

    /** The time in which so many events flow in, rounded up. */
    private static long nanos(Rate rate, int events) {
        return Math.ceilDiv(events * span(rate), rate.events());
    }

    private static long span(Rate rate) {
        return rate.per().seconds() * SECOND;
    }
}
