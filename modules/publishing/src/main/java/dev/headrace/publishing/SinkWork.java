package dev.headrace.publishing;

import java.util.Optional;

/**
 * What a sink's delivery is at.
 *
 * @param held why the sink reads no further in the log: {@code memory} or {@code retries}, which
 *     are full; empty when it reads
 * @param retrying records that have failed by themselves and wait for another try
 * @param heldBytes memory that batches and frames take
 * @param writes writes under way, those included that were given up and still run
 * @param wishedRecords a batch of so many records is closed; less than the sink would like after
 *     the target has found batches too large, or has throttled
 * @param wishedBytes a batch of so many bytes is closed; likewise
 * @param neededFrom from this sequence number on the sink needs the log; with the log's end it
 *     tells how much of the log the sink pins
 */
public record SinkWork(
        Optional<String> held,
        int retrying,
        long heldBytes,
        int writes,
        int wishedRecords,
        long wishedBytes,
        long neededFrom) {

    /** The same with the figures of this moment. */
    SinkWork with(long heldBytesNow, long neededFromNow) {
        return new SinkWork(
                held, retrying, heldBytesNow, writes, wishedRecords, wishedBytes, neededFromNow);
    }
}
