/**
 * How much Headrace costs. Two tools, both started from the module's jar; its README has the
 * commands and the figures.
 *
 * <p>The {@code *Benchmark} classes are JMH: one step of an event's way each, beside what it is
 * compared with. {@link dev.headrace.benchmark.LoadDriver} measures the packaged server from
 * outside: requests per second, server CPU per request and the latency of the acknowledgement, turn
 * by turn with {@link dev.headrace.benchmark.BareEndpoint} and {@link
 * dev.headrace.benchmark.ParseAndValidate}.
 *
 * <p>What holds: contestants run in processes of their own with the same JVM options and get the
 * same bytes; each round measures all of them one after the other, and only ratios within a round
 * are compared, so that a machine that is slow for a while is slow for all; an answer that is not
 * the expected one ends the measurement. Nothing here is part of the product.
 */
@NullMarked
package dev.headrace.benchmark;

import org.jspecify.annotations.NullMarked;
