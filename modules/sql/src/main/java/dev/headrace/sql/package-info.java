/**
 * SQL over what the {@code file} and {@code parquet} sinks have stored, by DuckDB.
 *
 * <p>Each stream that people may read is a view, with {@code _} for {@code -} in its name. A view
 * has the columns of {@link dev.headrace.sink.StreamContract#columns()} whatever the files are, so
 * a query does not change when files become Parquet.
 *
 * <p>Invariants: a query only reads, and reads nothing but the folders of the streams that were
 * given; DuckDB's own settings are locked before the first query; the engine loads nothing from a
 * network.
 */
@NullMarked
package dev.headrace.sql;

import org.jspecify.annotations.NullMarked;
