/**
 * The {@code file} sink: every batch becomes one NDJSON file in a folder of its stream and hour.
 *
 * <p>{@code <path>/<stream>/date=YYYY-MM-DD/hour=HH/<batch id>.ndjson[.gz]}, by the received time
 * (UTC). A batch is a plan, so a retry makes the identical file under the same name.
 *
 * <p>Invariants: a file that a reader can see is whole and forced to disk, and so are the folders
 * that lead to it, before the batch counts as delivered; what is not finished has a hidden name
 * ({@code .<batch id>.<attempt>.tmp}); no part of a name that came with a batch leads out of {@code
 * path}.
 */
@NullMarked
package dev.headrace.plugin.file;

import org.jspecify.annotations.NullMarked;
