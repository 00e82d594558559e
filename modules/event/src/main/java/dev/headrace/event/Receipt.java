package dev.headrace.event;

import java.util.List;

/**
 * The answer to a post: every event of the request is in exactly one of the four.
 *
 * @param id names the receipt; unguessable
 * @param accepted how many are durable in the event log
 * @param duplicates how many had been accepted before
 * @param suppressed which are valid but not to be kept
 * @param rejected which were refused and why
 */
public record Receipt(
        String id,
        int accepted,
        int duplicates,
        List<Suppression> suppressed,
        List<Rejection> rejected) {

    /** A valid event that must not be kept. */
    public record Suppression(int index, String reason) {}

    public Receipt {
        suppressed = List.copyOf(suppressed);
        rejected = List.copyOf(rejected);
    }

    /** How many events the request held. */
    public int received() {
        return accepted + duplicates + suppressed.size() + rejected.size();
    }
}
