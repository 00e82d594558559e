package dev.headrace.publishing;

import java.util.List;

/**
 * What is to be done after a write.
 *
 * @param delivered records that are complete, as delivered
 * @param refused dead letters to be forced first
 * @param dead records that are complete, as dead-lettered
 * @param again batches to be queued: the batch itself, or parts of it; nothing ends the batch
 */
record Settlement(
        List<HeldRecord> delivered,
        List<Refusal> refused,
        List<HeldRecord> dead,
        List<Batch> again) {

    Settlement {
        delivered = List.copyOf(delivered);
        refused = List.copyOf(refused);
        dead = List.copyOf(dead);
        again = List.copyOf(again);
    }

    /** Nothing but another try. */
    static Settlement again(List<Batch> batches) {
        return new Settlement(List.of(), List.of(), List.of(), batches);
    }
}
