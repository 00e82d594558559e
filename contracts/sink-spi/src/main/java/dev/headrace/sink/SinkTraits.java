package dev.headrace.sink;

import java.time.Duration;

/**
 * What a sink can take and what it would like.
 *
 * @param parallelWrites most writes under way at once, 1 to 64
 * @param maxRecords most records in a batch (a limit of the target)
 * @param maxBytes most bytes of event JSON in a batch (a limit of the target)
 * @param maxRecordBytes most bytes of one event's JSON; a larger one becomes a dead letter
 * @param linger how long a batch may wait to fill (a wish)
 * @param wishedBytes the batch size at which the sink works best, at most {@code maxBytes}
 * @param grouping what the records of one batch have in common
 * @param ordering what order is kept
 * @param idempotency what the sink makes of a record or batch that comes again
 */
public record SinkTraits(
        int parallelWrites,
        int maxRecords,
        long maxBytes,
        long maxRecordBytes,
        Duration linger,
        long wishedBytes,
        Grouping grouping,
        Ordering ordering,
        Idempotency idempotency) {

    /** What the records of one batch have in common; a batch never mixes groups. */
    public enum Grouping {
        NONE,
        STREAM,
        /** One stream, and one UTC hour of the received time. */
        STREAM_HOUR,
        /** One stream, one UTC hour of the received time, and equal layout values. */
        LAYOUT
    }

    /** What order Headrace keeps between batches. */
    public enum Ordering {
        NONE,
        /**
         * Never two batches at once that hold the same key; a key that waits for a retry waits
         * whole.
         */
        PER_KEY
    }

    /** What happens when a record comes again. */
    public enum Idempotency {
        /** It may be doubled at the target. */
        NONE,
        /**
         * The same batch id always holds the same records, also after a crash: the batch is a plan
         * that is forced to disk before the first write.
         */
        BY_BATCH,
        /** The target recognises the event id. */
        BY_RECORD
    }

    public SinkTraits {
        require(parallelWrites >= 1 && parallelWrites <= 64, "parallelWrites must be 1 to 64");
        require(maxRecords >= 1, "maxRecords must be at least 1");
        require(maxRecordBytes >= 1, "maxRecordBytes must be at least 1");
        require(maxBytes >= maxRecordBytes, "maxBytes must hold at least one record");
        require(wishedBytes >= 1 && wishedBytes <= maxBytes, "wishedBytes must be 1 to maxBytes");
        require(!linger.isNegative(), "linger must not be negative");
    }

    /**
     * Modest limits that suit most targets: one write at a time, 500 records or 1 MiB, no promise.
     */
    public static SinkTraits modest() {
        return new SinkTraits(
                1,
                500,
                4 << 20,
                1 << 20,
                Duration.ofSeconds(1),
                1 << 20,
                Grouping.NONE,
                Ordering.NONE,
                Idempotency.NONE);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
