package dev.headrace.publishing;

import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.Streams;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * What one sink is lent.
 *
 * @param omissions what contracts leave out for it; not lent, but applied to what it is given
 */
record SinkRuntimeContext(
        String name,
        Clock clock,
        RandomGenerator random,
        System.Logger logger,
        SinkMetrics metrics,
        Streams streams,
        Path scratch,
        Omissions omissions)
        implements SinkContext {}
