/**
 * The {@code kinesis} sink: every event becomes one record of a Kinesis data stream.
 *
 * <p>Batches go by {@code PutRecords}, within its limits; each record has an outcome of its own, so
 * that only what was not taken comes again.
 *
 * <p>Invariants: a record is delivered only with the sequence number that Kinesis gave it;
 * throttling rejects nothing, and no record is counted out because of it; a record is rejected only
 * when it is larger than Kinesis takes.
 */
@NullMarked
package dev.headrace.plugin.kinesis;

import org.jspecify.annotations.NullMarked;
