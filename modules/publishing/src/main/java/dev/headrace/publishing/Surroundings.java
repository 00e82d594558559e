package dev.headrace.publishing;

import dev.headrace.event.StreamCatalog;
import dev.headrace.eventlog.DeadLetters;
import dev.headrace.eventlog.EventLog;
import java.time.Clock;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What publishing works with. The caller closes the log and the dead letters, after publishing.
 *
 * @param log what is delivered
 * @param deadLetters where refused events go
 * @param streams the contracts in force
 * @param nanos counts nanoseconds from anywhere, for deadlines and waits: {@link System#nanoTime}
 * @param random lent to the sinks: safe for use by several threads, as a SecureRandom is
 */
public record Surroundings(
        EventLog log,
        DeadLetters deadLetters,
        StreamCatalog streams,
        Clock clock,
        LongSupplier nanos,
        RandomGenerator random) {

    /** With the system's own nanoseconds. */
    public Surroundings(
            EventLog log,
            DeadLetters deadLetters,
            StreamCatalog streams,
            Clock clock,
            RandomGenerator random) {
        this(log, deadLetters, streams, clock, System::nanoTime, random);
    }
}
