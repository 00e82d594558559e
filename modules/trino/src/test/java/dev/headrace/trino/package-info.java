/**
 * What only Trino can prove: that the tables, views and queries of Headrace read what its sinks
 * have stored. Athena is a Trino, but its words for tables are Hive's; what runs here is the same
 * table model in Trino's.
 */
@NullMarked
package dev.headrace.trino;

import org.jspecify.annotations.NullMarked;
