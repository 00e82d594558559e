package dev.headrace.publishing;

import dev.headrace.sink.SinkContext;
import dev.headrace.sink.SinkMetrics;
import dev.headrace.sink.Streams;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** What one sink is lent. */
record SinkRuntimeContext(
        String name,
        Clock clock,
        RandomGenerator random,
        System.Logger logger,
        SinkMetrics metrics,
        Streams streams,
        Path scratch)
        implements SinkContext {}
