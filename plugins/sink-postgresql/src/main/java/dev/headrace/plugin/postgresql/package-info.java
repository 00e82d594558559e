/**
 * The PostgreSQL sink: one table per stream, one row per event.
 *
 * <p>The way of a batch: {@link dev.headrace.plugin.postgresql.PostgresqlSink} borrows a {@code
 * Session}, {@code StreamTables} sees to it that table and daily partitions are there, {@code
 * BatchWrite} stores the rows and, where one of them cannot be stored, halves the batch until that
 * one is alone; {@code Session} copies rows in PostgreSQL's binary form (from {@code RowEncoder})
 * into a temporary table and inserts from there, doing nothing about rows that are there already.
 *
 * <p>Invariants: delivered means committed; a row comes twice at most as an attempt, never as a
 * row; what SQLSTATE says about the target ({@code SqlState}) never becomes a rejected record; no
 * value of an event gets into a message.
 */
@NullMarked
package dev.headrace.plugin.postgresql;

import org.jspecify.annotations.NullMarked;
