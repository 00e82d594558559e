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

    /**
     * Not taken now, for a reason of its own; this record alone is tried again, not before the
     * given time. One that is told so again and again becomes a dead letter in the end.
     */
    record Retry(String code, Instant notBefore) implements Outcome {}

    /**
     * Not taken now, for no reason of its own: the target asks for less, or did not take what
     * stands before it. This record alone is tried again, not before the given time, and without
     * end: throttling makes no dead letters. Where the target took no record at all, {@link
     * SinkException.Throttled} says more.
     */
    record Throttled(String code, Instant notBefore) implements Outcome {}

    /** It may or may not have been written; it is tried again. */
    record Unknown(String code) implements Outcome {}
}
