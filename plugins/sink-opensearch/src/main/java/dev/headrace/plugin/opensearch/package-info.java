/**
 * The {@code opensearch} sink: every event becomes a document, with the event's id as its own.
 *
 * <p>A document is the envelope as {@link dev.headrace.sink.EnvelopeWriter.Form#ENVELOPE} writes
 * it, in an index of its stream and month (by the received time). An event that comes again, also
 * after a crash or by a replay, has the same id and received time, so it overwrites itself.
 *
 * <p>Invariants: the template of a stream is there before its first document of a run; a mapping
 * has the columns of the contract and no other, whatever members events bring; a record counts as
 * delivered only when its own item of the answer says so; a fault of the cluster (a full disk, a
 * missing right, a closed index) never makes a record rejected.
 */
@NullMarked
package dev.headrace.plugin.opensearch;

import org.jspecify.annotations.NullMarked;
