/**
 * The {@code s3} sink: every batch becomes one object of NDJSON.
 *
 * <p>{@code <prefix><stream>/date=YYYY-MM-DD/hour=HH/<batch id>.ndjson[.gz|.zst]}, or {@code
 * <prefix>data/<value>/…/YYYY-MM-DD/<batch id>…} by the values of the contract's layout fields;
 * both by the received time (UTC). A batch is a plan, so a retry makes the identical object under
 * the same key.
 *
 * <p>Invariants: an object that a reader can see is whole; an object that holds anything else than
 * the batch is never overwritten unless the settings say so; not more than one part and one record
 * of a batch is held in memory; no part of a key that came with a batch leads out of its place.
 */
@NullMarked
package dev.headrace.plugin.s3;

import org.jspecify.annotations.NullMarked;
