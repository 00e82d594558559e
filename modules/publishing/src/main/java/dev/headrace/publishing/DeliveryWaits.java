package dev.headrace.publishing;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Threads that wait until a sink's progress over some records is on disk. Whoever records progress
 * looks at the waiting ones and wakes those that have what they wait for: nobody polls, and with
 * nobody waiting it costs a glance.
 */
final class DeliveryWaits {

    private final Predicate<Range> recorded;
    private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();

    /** Waits for what a predicate tells; it must see whatever was done before {@link #wake}. */
    DeliveryWaits(Predicate<Range> recorded) {
        this.recorded = recorded;
    }

    /** One thread; equal to itself only. */
    private static final class Waiting {
        private final List<Range> ranges;
        private final Thread thread = Thread.currentThread();

        private Waiting(List<Range> ranges) {
            this.ranges = ranges;
        }
    }

    /**
     * Parks the caller until all is recorded.
     *
     * @param deadline by {@link System#nanoTime}
     * @return false when the time was over before
     */
    boolean await(List<Range> ranges, long deadline) throws InterruptedException {
        if (isRecorded(ranges)) {
            return true;
        }
        var self = new Waiting(ranges);
        waiting.add(self);
        try {
            // Looks again only now that a recorder can see it: no wake-up falls in between.
            while (!isRecorded(ranges)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) {
                    throw new InterruptedException("while waiting for a sink");
                }
            }
            return true;
        } finally {
            waiting.remove(self);
        }
    }

    /** To be called after each change, on the thread that made it. */
    void wake() {
        for (Waiting one : waiting) {
            if (isRecorded(one.ranges)) {
                LockSupport.unpark(one.thread);
            }
        }
    }

    /** How many wait now. */
    int size() {
        return waiting.size();
    }

    private boolean isRecorded(List<Range> ranges) {
        for (Range range : ranges) {
            if (!recorded.test(range)) {
                return false;
            }
        }
        return true;
    }
}
