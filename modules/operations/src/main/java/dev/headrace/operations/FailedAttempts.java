package dev.headrace.operations;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts requests without a valid token, by address and second: whoever has failed ten times in a
 * second is not listened to before the next one. Remembers a thousand addresses and no more; safe
 * for use by any number of threads.
 */
final class FailedAttempts {

    static final int MOST_A_SECOND = 10;
    static final int MOST_ADDRESSES = 1024;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Failures> byAddress = new LinkedHashMap<>();

    private record Failures(long second, int count) {}

    FailedAttempts(Clock clock) {
        this.clock = clock;
    }

    /** Whether an address has failed so often within this second that it must wait. */
    boolean mustWait(String address) {
        lock.lock();
        try {
            return count(address, second()) >= MOST_A_SECOND;
        } finally {
            lock.unlock();
        }
    }

    void failed(String address) {
        lock.lock();
        try {
            long second = second();
            int count = count(address, second) + 1;
            byAddress.remove(address);
            byAddress.put(address, new Failures(second, count));
            if (byAddress.size() > MOST_ADDRESSES) {
                byAddress.remove(byAddress.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    private int count(String address, long second) {
        Failures failures = byAddress.get(address);
        return failures == null || failures.second() != second ? 0 : failures.count();
    }

    private long second() {
        return Math.floorDiv(clock.millis(), 1000L);
    }
}
