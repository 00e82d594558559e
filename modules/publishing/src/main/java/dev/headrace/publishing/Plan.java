package dev.headrace.publishing;

import java.util.List;

/**
 * The exact records of one batch.
 *
 * @param id the batch's id
 * @param records the sequence numbers, ascending
 */
record Plan(String id, List<Range> records) {

    long size() {
        return records.stream().mapToLong(Range::size).sum();
    }

    /** The sequence number after the last record. */
    long end() {
        return records.getLast().to();
    }
}
