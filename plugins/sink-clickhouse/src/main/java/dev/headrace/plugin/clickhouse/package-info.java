/**
 * The {@code clickhouse} sink: every batch becomes one INSERT of JSONEachRow, over HTTP, into the
 * table of its stream.
 *
 * <p>The table comes from the contract ({@link StreamTable}): a typed column for what the schema
 * names, and the whole event as text. Views that the contract asks for stand beside it.
 *
 * <p>Invariants: a batch's insert carries the batch's id as deduplication token, so the same batch
 * twice leaves one copy; a value that its column cannot hold is never changed, cut or wrapped
 * around to fit, it is left out of the column and stays in {@code event_json}; an event is refused
 * for good only after ClickHouse has refused it alone, in a table that is as it should be.
 */
@NullMarked
package dev.headrace.plugin.clickhouse;

import org.jspecify.annotations.NullMarked;
