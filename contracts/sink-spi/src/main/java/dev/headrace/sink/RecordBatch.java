package dev.headrace.sink;

import java.time.Instant;

/**
 * What a sink is given at once: records of one group, in the order of the event log.
 *
 * <p>Valid until {@code write} returns. May be iterated more than once. A batch that is too large
 * to be held is read from the event log while the sink goes through it: in order that is fast, back
 * and forth it is not.
 */
public interface RecordBatch extends Iterable<SinkRecord> {

    /**
     * A short name, safe in a file name or object key. With {@link SinkTraits.Idempotency#BY_BATCH}
     * it is stable over retries and restarts and names exactly these records; otherwise it only
     * helps to find the batch in a log.
     */
    String id();

    /** What the records have in common. */
    RecordGroup group();

    /** 1 for the first write of this batch since the start, then 2, 3, … */
    int attempt();

    /** When Headrace will interrupt the write. */
    Instant deadline();

    /** The number of records. */
    int size();

    /** The sum of the sizes of the records' JSON, in bytes. */
    long bytes();

    /** The record at an index from 0; {@link WriteResult} counts the same way. */
    SinkRecord get(int index);
}
