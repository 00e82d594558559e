package dev.headrace.publishing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Time that only moves forward, and as fast as it should, for deadlines and waits: it begins at the
 * wall clock's time and follows a monotonic counter from there. When somebody sets the wall clock,
 * no write is given up and none waits for hours. Safe for use by several threads.
 */
final class SteadyClock {

    /** More than any wait that is kept. */
    private static final Duration FAR = Duration.ofDays(365);

    private final Clock wall;
    private final LongSupplier nanos;
    private final Instant start;
    private final long startNanos;

    /**
     * @param nanos counts nanoseconds from anywhere, as {@link System#nanoTime} does
     */
    SteadyClock(Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.start = wall.instant();
        this.startNanos = nanos.getAsLong();
    }

    /** Now, for comparing with other times of this clock only. */
    Instant now() {
        return start.plusNanos(nanos.getAsLong() - startNanos);
    }

    /** Now, for people and for targets. */
    Instant wallNow() {
        return wall.instant();
    }

    /** This clock's time for a time of the wall clock: now for the past, at most a year ahead. */
    Instant steady(Instant wallTime) {
        Instant wallNow = wallNow();
        if (!wallTime.isAfter(wallNow)) {
            return now();
        }
        Duration ahead =
                wallTime.isAfter(wallNow.plus(FAR)) ? FAR : Duration.between(wallNow, wallTime);
        return now().plus(ahead);
    }

    /** The wall clock's time for a time of this clock. */
    Instant wall(Instant steady) {
        return wallNow().minus(Duration.between(steady, now()));
    }
}
