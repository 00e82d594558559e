/**
 * The {@code parquet} sink: every batch becomes one Parquet file in a folder of its stream and
 * hour, on this machine or in a bucket of S3.
 *
 * <p>{@code <path>/<stream>/date=YYYY-MM-DD/hour=HH/<batch id>.parquet}, by the received time
 * (UTC), with the columns of {@link dev.headrace.sink.StreamContract#columns()} and one more, which
 * holds the whole event as JSON. A batch is a plan, so a retry makes the identical file under the
 * same name.
 *
 * <p>Invariants: a file that a reader can see is whole and forced to disk, and an object of S3 that
 * holds other records is never overwritten unless the settings say so; no event is lost because a
 * value does not fit its column: the column is empty then, and the event is whole beside it; no
 * part of a name that came with a batch leads out of {@code path}.
 *
 * <p>Only the encoders and the structures of parquet-java are used. Pages, chunks and the footer
 * are laid out here ({@link dev.headrace.plugin.parquet.ParquetOutput}), because the library's own
 * file writer needs Hadoop.
 */
@NullMarked
package dev.headrace.plugin.parquet;

import org.jspecify.annotations.NullMarked;
