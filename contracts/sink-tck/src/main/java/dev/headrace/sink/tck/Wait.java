package dev.headrace.sink.tck;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;

/** Waits for what should come soon, and may take long on a machine under load. */
final class Wait {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Wait() {}

    /** Whether it came to hold. */
    static boolean until(Duration longest, Callable<Boolean> holds) throws Exception {
        Instant end = Clock.systemUTC().instant().plus(longest);
        while (!holds.call()) {
            if (Clock.systemUTC().instant().isAfter(end)) {
                return false;
            }
            Thread.sleep(PAUSE);
        }
        return true;
    }

    /** The same for what only a garbage collection brings about. */
    static boolean untilCollected(Duration longest, Callable<Boolean> holds) throws Exception {
        return until(
                longest,
                () -> {
                    System.gc();
                    return holds.call();
                });
    }
}
