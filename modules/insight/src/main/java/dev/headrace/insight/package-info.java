/**
 * What people ask of the data. A built-in sink, delivered to like any other, takes the events of
 * the streams whose contract has hints for {@code insight}, and keeps what the answers are made of
 * in a store that adapts this module's ports.
 *
 * <p>Delivery is at least once and in any order, and a replay brings everything again: so every
 * store recognises what it has, by stream, organisation, event id and time, and an answer never
 * depends on how often or in which order events came. An organisation's rows are seen by its own
 * callers alone; a stream that is not readable answers as one that does not exist.
 */
@NullMarked
package dev.headrace.insight;

import org.jspecify.annotations.NullMarked;
