package dev.headrace.eventlog;

/**
 * What the log must know of delivery to stamp and to delete: a port that publishing implements.
 * Called from the log's threads, from the moment that the log opens; must answer from memory, but
 * for {@link #expire}. As long as an implementation does not know better it answers 0 to {@link
 * #neededFrom} and {@link #pinnedFrom}, and nothing is deleted. When a method throws, nothing is
 * deleted either; a {@link #routeEpoch} that throws stops the log.
 */
public interface DeliveryState {

    /** The routing in force; every frame is stamped with it. */
    int routeEpoch();

    /** The lowest position that any sink still needs; the log's end when all have everything. */
    long neededFrom();

    /**
     * The lowest position that a required sink still needs: nothing from here on is ever deleted.
     */
    long pinnedFrom();

    /**
     * Records durably, before the log deletes them, that optional sinks will not get the records
     * below a sequence number, and counts those as expired. A crash right after may leave the
     * records in the log; they stay expired.
     */
    void expire(long before);

    /** Of a log without sinks that lets go of what is older than it is to keep. */
    static DeliveryState keepingNothing(int routeEpoch) {
        return new NothingDelivered(routeEpoch, Long.MAX_VALUE);
    }

    /** Of a log without sinks that never deletes: for trials, and to look at a stopped one. */
    static DeliveryState keepingAll(int routeEpoch) {
        return new NothingDelivered(routeEpoch, 0);
    }
}
