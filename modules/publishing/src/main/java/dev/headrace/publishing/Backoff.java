package dev.headrace.publishing;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits with decorrelated jitter: each is random between the shortest and three times the one
 * before (the first: three times the shortest), and capped.
 */
record Backoff(Duration shortest, Duration longest, RandomGenerator random) {

    /** The wait after another one; after {@link Duration#ZERO}, the first. */
    Duration after(Duration previous) {
        long low = shortest.toMillis();
        long high = Math.max(low, previous.toMillis()) * 3;
        long wait = low + (high > low ? random.nextLong(high - low + 1) : 0);
        return Duration.ofMillis(Math.min(wait, longest.toMillis()));
    }
}
