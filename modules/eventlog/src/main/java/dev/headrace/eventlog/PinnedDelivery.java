package dev.headrace.eventlog;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps segments that dedupe has not yet written into runs, as if a sink still needed them; but not
 * when the log is short of room: dedupe never makes it refuse events. So much of the window is lost
 * then only if the node also crashes before it has written them.
 */
record PinnedDelivery(DeliveryState delivery, AtomicLong pin) implements DeliveryState {

    @Override
    public int routeEpoch() {
        return delivery.routeEpoch();
    }

    @Override
    public long neededFrom() {
        return Math.min(delivery.neededFrom(), pin.get());
    }

    @Override
    public long pinnedFrom() {
        return delivery.pinnedFrom();
    }

    @Override
    public void expire(long before) {
        delivery.expire(before);
    }
}
