package dev.headrace.eventlog;

/**
 * What the log must know of delivery to stamp and to delete: a port that publishing implements.
 * Called from the log's threads; must answer from memory, but for {@link #expire}.
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
     * below a sequence number, and counts those as expired.
     */
    void expire(long before);
}
