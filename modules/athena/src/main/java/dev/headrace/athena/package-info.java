/**
 * What people need to ask Athena, or Trino, about the lines that a sink has stored as gzipped
 * NDJSON: the table, the views and saved queries, made from a stream's contract. Text only: nothing
 * here speaks to AWS.
 *
 * <p>One {@link dev.headrace.athena.LakeTable} is the model behind both dialects. The table holds
 * text, as it was stored; the views give it the contract's types, and a value that does not fit is
 * null there instead of failing every query that meets it. So the views are the same in both
 * dialects, and have the same columns whatever form the lines have.
 *
 * <p>A module and not a part of a plugin: the command line shows the text without a sink, the lines
 * of several types of sinks are read by the same tables, and plugins share nothing.
 */
@NullMarked
package dev.headrace.athena;

import org.jspecify.annotations.NullMarked;
