package dev.headrace.ingest;

import dev.headrace.event.Receipt;
import java.time.Instant;
import java.util.Optional;

/**
 * What a door has to say to a post that was taken.
 *
 * @param receipt what became of each event
 * @param allowance what the caller has left, where a rate is set
 * @param graceUntil when the caller's expired cookie will no longer be accepted
 */
public record IngestAnswer(
        Receipt receipt, Optional<Instant> graceUntil, Optional<Allowance> allowance) {

    /** Whether the request had events and not one of them can be kept. */
    public boolean isAllRejected() {
        return !receipt.rejected().isEmpty() && receipt.rejected().size() == receipt.received();
    }
}
