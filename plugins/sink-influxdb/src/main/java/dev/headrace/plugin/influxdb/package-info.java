/**
 * The {@code influxdb} sink: every event becomes one point, in line protocol, over {@code /write}
 * (InfluxDB 1) or {@code /api/v2/write} (InfluxDB 2).
 *
 * <p>Which measurement, tags and fields, the contract's hints say ({@link MappingReader}); a stream
 * without hints has one measurement and no tags of its own.
 *
 * <p>Invariants: two events never make the same point, whatever their content, and an event makes
 * the same point whenever it comes ({@link PointPlace}); whatever a client sends in a value, it
 * cannot end its value, its line or another's ({@link LineBuffer}); an event is delivered only
 * after a write that held it was answered as whole, and refused for good only after the target has
 * refused all of a write that held it ({@link PartialWrite}).
 */
@NullMarked
package dev.headrace.plugin.influxdb;

import org.jspecify.annotations.NullMarked;
