package dev.headrace.eventlog;

import java.util.Comparator;

/**
 * An id on its way into a run.
 *
 * @param hash of the id in its scope
 * @param scope the scope's text
 * @param id the exact id, as {@link ScopedId} writes it
 * @param accepted what is remembered of the event
 */
@SuppressWarnings("ArrayRecordComponent") // on its way only, and never compared
record IdEntry(long hash, String scope, byte[] id, AcceptedId accepted) {

    /** The order of a run. */
    static final Comparator<IdEntry> ORDER =
            (one, other) -> Long.compareUnsigned(one.hash, other.hash);
}
