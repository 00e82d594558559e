/**
 * What a sink plugin compiles against, and all that it sees of Headrace.
 *
 * <p>A plugin implements {@link dev.headrace.sink.SinkProvider} (found by {@link
 * java.util.ServiceLoader}) and {@link dev.headrace.sink.Sink}: translate a batch, send it, say
 * what became of each record. Queues, threads, retries, batching, dead letters and metrics are
 * Headrace's.
 *
 * <p>Three invariants: nothing of a batch outlives {@code write} (the event log is the buffer); a
 * record that the sink does not mention counts as unknown, never as delivered; a bad record is an
 * {@link dev.headrace.sink.Outcome}, a bad target is a {@link dev.headrace.sink.SinkException}.
 */
@NullMarked
package dev.headrace.sink;

import org.jspecify.annotations.NullMarked;
