package dev.headrace.publishing;

/**
 * What became of one stream's records at one sink. Routed = delivered + dead-lettered + expired +
 * pending, as long as everything can be read.
 *
 * @param routed read from the log and for the sink
 * @param delivered taken by the target
 * @param deadLettered refused for good
 * @param expired left the log, or the configuration lost the sink, before it took them
 * @param unreadable passed over because the log could not be read there; the stream is not known
 *     then, so they count under the empty name, where routed counts those that were never read
 * @param redelivered taken once more, by a replay of a range of the log; part of none of the others
 */
public record StreamCounts(
        long routed,
        long delivered,
        long deadLettered,
        long expired,
        long unreadable,
        long redelivered) {

    static final StreamCounts ZERO = new StreamCounts(0, 0, 0, 0, 0);

    /** Counts without a replay. */
    StreamCounts(long routed, long delivered, long deadLettered, long expired, long unreadable) {
        this(routed, delivered, deadLettered, expired, unreadable, 0);
    }

    /** Records that were read for the sink and are not done; to be summed over all streams. */
    public long pending() {
        return routed - delivered - deadLettered - expired - unreadable;
    }

    StreamCounts plus(StreamCounts other) {
        return new StreamCounts(
                routed + other.routed,
                delivered + other.delivered,
                deadLettered + other.deadLettered,
                expired + other.expired,
                unreadable + other.unreadable,
                redelivered + other.redelivered);
    }

    static StreamCounts of(Fate fate, long records) {
        return switch (fate) {
            case DELIVERED -> new StreamCounts(0, records, 0, 0, 0);
            case DEAD_LETTERED -> new StreamCounts(0, 0, records, 0, 0);
            case EXPIRED -> new StreamCounts(0, 0, 0, records, 0);
            case UNREADABLE -> new StreamCounts(0, 0, 0, 0, records);
        };
    }

    static StreamCounts ofRouted(long records) {
        return new StreamCounts(records, 0, 0, 0, 0);
    }

    /** The change by dead letters that a replay has delivered to the sink that had refused them. */
    static StreamCounts ofDeadLettersDelivered(long records) {
        return new StreamCounts(0, records, -records, 0, 0);
    }

    /** The change by records that a replay of a range of the log has delivered. */
    static StreamCounts ofRedelivered(long records) {
        return new StreamCounts(0, 0, 0, 0, 0, records);
    }

    /** The four ways in which a record is done with. */
    enum Fate {
        DELIVERED,
        DEAD_LETTERED,
        EXPIRED,
        UNREADABLE
    }
}
