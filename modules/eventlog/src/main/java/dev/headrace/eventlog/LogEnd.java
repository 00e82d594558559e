package dev.headrace.eventlog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Where the forced part of the log ends: the writer moves it, readers wait for it to move. */
final class LogEnd {

    /**
     * An end.
     *
     * @param segment the segment that is written to
     * @param offset where its forced part ends
     * @param sequence the number of the next record
     */
    record Place(Segment segment, long offset, long sequence) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile Place place;

    LogEnd(Place place) {
        this.place = place;
    }

    Place place() {
        return place;
    }

    void moveTo(Place next) {
        place = next;
        if (waiting.get() > 0) {
            lock.lock();
            try {
                moved.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until a record is readable; false when it is not within the given time. */
    boolean awaitRecord(long sequence, Duration atMost) throws InterruptedException {
        long nanos = saturatedNanos(atMost);
        lock.lockInterruptibly();
        waiting.incrementAndGet();
        try {
            while (place.sequence() <= sequence) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = moved.awaitNanos(nanos);
            }
            return true;
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }

    private static long saturatedNanos(Duration duration) {
        return duration.compareTo(Duration.ofDays(365)) > 0
                ? Duration.ofDays(365).toNanos()
                : duration.toNanos();
    }
}
