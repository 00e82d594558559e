package dev.headrace.plugin.kafka;

import dev.headrace.sink.RecordBatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a write waits for answers: to the end of the client's own tries, but not to the batch's
 * deadline, so that the answers that came are not lost with the call.
 */
record Patience(Clock clock, Duration timeout) {

    private static final Duration BEFORE_DEADLINE = Duration.ofMillis(500);

    /** The client says within its timeout what it knows; this long after it nothing more comes. */
    private static final Duration SPARE = Duration.ofSeconds(2);

    Duration with(RecordBatch batch) {
        Instant now = clock.instant();
        Duration longest = timeout.plus(SPARE);
        if (batch.deadline().isAfter(now.plus(longest).plus(BEFORE_DEADLINE))) {
            return longest;
        }
        Duration left = Duration.between(now, batch.deadline()).minus(BEFORE_DEADLINE);
        return left.isPositive() ? left : BEFORE_DEADLINE;
    }
}
