package dev.headrace.sink;

import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What Headrace lends a sink from {@code open} to {@code close}. Safe for use by several threads.
 */
public interface SinkContext {

    /** The sink's name in the configuration, for example {@code warehouse}. */
    String name();

    /** The only source of time. */
    Clock clock();

    /** The only source of randomness. */
    RandomGenerator random();

    /** For what people should know; never payloads, never secrets. Normal work logs nothing. */
    System.Logger logger();

    /** Counters of the sink's own, beside those that Headrace keeps anyway. */
    SinkMetrics metrics();

    /** The streams that this sink gets. */
    Streams streams();

    /** A folder on the data volume for the sink's own use; emptied at every start. */
    Path scratch();
}
