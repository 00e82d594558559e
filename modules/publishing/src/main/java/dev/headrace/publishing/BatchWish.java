package dev.headrace.publishing;

import dev.headrace.sink.SinkTraits;

/**
 * How large batches should be. It begins with what the sink would like, is halved when the target
 * finds a batch too large or asks for less, and grows back by a small step with each batch that the
 * target takes. No I/O, no clock; for one thread at a time.
 */
final class BatchWish {

    /** A batch with more records is a plan that its journal can only just hold. */
    private static final int MOST_RECORDS = 500_000;

    private static final int STEPS = 32;

    /** Smaller batches would only mean more of them. */
    private static final int LEAST_WHEN_THROTTLED = 8;

    private final int mostRecords;
    private final long mostBytes;
    private int records;
    private long bytes;

    BatchWish(SinkTraits traits) {
        this.mostRecords = Math.min(traits.maxRecords(), MOST_RECORDS);
        this.mostBytes = traits.wishedBytes();
        this.records = mostRecords;
        this.bytes = mostBytes;
    }

    /** A batch with so many records is closed. */
    int records() {
        return records;
    }

    /** A batch with so many bytes is closed. */
    long bytes() {
        return bytes;
    }

    /** The target found a batch too large. */
    void tooLarge(Batch batch) {
        if (batch.size() > 1) {
            records = Math.max(1, Math.min(records, batch.size() / 2));
            bytes = Math.max(1, Math.min(bytes, batch.bytes() / 2));
        }
    }

    /** The target asked for less. */
    void throttled() {
        records = Math.min(records, Math.max(records / 2, mostRecords / LEAST_WHEN_THROTTLED));
        bytes = Math.min(bytes, Math.max(bytes / 2, mostBytes / LEAST_WHEN_THROTTLED));
        records = Math.max(1, records);
        bytes = Math.max(1, bytes);
    }

    /** The target took a batch; only one that came near the wish says anything about it. */
    void taken(Batch batch) {
        if (batch.size() * 2L >= records || batch.bytes() * 2 >= bytes) {
            records = Math.min(mostRecords, records + Math.max(1, mostRecords / STEPS));
            bytes = Math.min(mostBytes, bytes + Math.max(1, mostBytes / STEPS));
        }
    }
}
