package dev.headrace.publishing;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Holds a rate: over any time, no more records than the rate allows for it and one burst, which is
 * a tenth of a second's. For one thread at a time.
 */
final class Pace {

    private static final long SECOND = 1_000_000_000;
    private static final int BURSTS_PER_SECOND = 10;

    private final LongSupplier nanoTime;
    private final long nanosPerRecord;
    private final int burst;
    private long paidUntil;

    /**
     * @param nanoTime a clock that never goes back, as {@link System#nanoTime}
     */
    Pace(int recordsPerSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.nanosPerRecord = (SECOND + recordsPerSecond - 1) / recordsPerSecond;
        this.burst = Math.max(1, recordsPerSecond / BURSTS_PER_SECOND);
        this.paidUntil = nanoTime.getAsLong();
    }

    /** The most records that may go at once. */
    int burst() {
        return burst;
    }

    /** Takes leave for so many records, at most a burst; else says how long to wait. */
    Duration take(int records) {
        long now = nanoTime.getAsLong();
        long from = Math.max(paidUntil - now, 0);
        long until = from + records * nanosPerRecord;
        long early = until - burst * nanosPerRecord;
        if (early > 0) {
            return Duration.ofNanos(early);
        }
        paidUntil = now + until;
        return Duration.ZERO;
    }
}
