/**
 * The conformance kit of the sink SPI: a sink's own tests extend {@link
 * dev.headrace.sink.tck.SinkContract}, say how to reach a real target, and learn whether the sink
 * keeps its promises. {@link dev.headrace.sink.tck.SampleRecord}, {@link
 * dev.headrace.sink.tck.SampleBatch} and {@link dev.headrace.sink.tck.SampleContext} serve a sink's
 * other tests too.
 */
@NullMarked
package dev.headrace.sink.tck;

import org.jspecify.annotations.NullMarked;
