package dev.headrace.eventlog;

import java.util.concurrent.atomic.AtomicLong;

/** A delivery state that a test sets by hand. */
final class FakeDelivery implements DeliveryState {

    final AtomicLong needed = new AtomicLong();
    final AtomicLong pinned = new AtomicLong();
    final AtomicLong expired = new AtomicLong();

    @Override
    public int routeEpoch() {
        return 42;
    }

    @Override
    public long neededFrom() {
        return needed.get();
    }

    @Override
    public long pinnedFrom() {
        return pinned.get();
    }

    @Override
    public void expire(long before) {
        expired.set(before);
    }
}
