/**
 * Writes events to a Firehose delivery stream, as lines of JSON.
 *
 * <p>Invariants: a request holds at most 500 records, 4 MiB and 1,000 KiB a record; a record that
 * Firehose has taken is never sent again by the sink itself; one that it refused for now comes
 * again alone; a refusal to take more is never a record's fault.
 */
@NullMarked
package dev.headrace.plugin.firehose;

import org.jspecify.annotations.NullMarked;
