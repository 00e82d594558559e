/**
 * The PostgreSQL sink: one table per stream, one row per event.
 *
 * <p>The way of a batch: {@link dev.headrace.plugin.postgresql.PostgresqlSink} borrows a {@code
 * Session}, {@code StreamTables} sees to it that table and daily partitions are there, {@code
 * BatchWrite} stores the rows. {@code Session} copies them in PostgreSQL's binary form (from {@code
 * RowEncoder}) into the table; where one of them is there already or cannot be stored, into a
 * temporary table, and inserts from there, doing nothing about rows that are there. A row that
 * cannot be stored is found by halving the batch until it is alone.
 *
 * <p>The way of a table: {@code TableKeeper} makes it and its partitions in one transaction of an
 * {@code OwnerSession}, {@code ColumnKeeper} adds the columns of the contract, {@code RowSecurity}
 * closes it to other organisations, {@code Grants} lets the writer in; {@code Housekeeping} calls
 * {@code Retention}, which drops past days.
 *
 * <p>Invariants: delivered means committed; a row comes twice at most as an attempt, never as a
 * row; what SQLSTATE says about the target ({@code SqlState}) never becomes a rejected record; no
 * value of an event gets into a message.
 */
@NullMarked
package dev.headrace.plugin.postgresql;

import org.jspecify.annotations.NullMarked;
