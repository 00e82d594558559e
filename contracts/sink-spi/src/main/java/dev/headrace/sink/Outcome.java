package dev.headrace.sink;

import java.time.Instant;

/** What became of one record. */
public sealed interface Outcome {

    /**
     * The target has it.
     *
     * @param ref where, in the target's words: an object key, a table, a sequence number
     */
    record Delivered(String ref) implements Outcome {}

    /**
     * The target will never take it. It becomes a dead letter and is not tried again.
     *
     * @param code a short word for counting, for example {@code numeric-overflow}
     * @param detail for a person; without values of the event
     */
    record Rejected(String code, String detail) implements Outcome {}

    /** Not taken now; this record alone is tried again, not before the given time. */
    record Retry(String code, Instant notBefore) implements Outcome {}

    /** It may or may not have been written; it is tried again. */
    record Unknown(String code) implements Outcome {}
}
