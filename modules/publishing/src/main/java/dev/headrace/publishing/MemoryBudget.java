package dev.headrace.publishing;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Bounds what one sink's dispatcher holds; may be overdrawn by one frame. Thread-safe. */
final class MemoryBudget {

    private final long limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private long used;
    private boolean unbounded;
    private boolean held;

    MemoryBudget(long limit) {
        this.limit = limit;
    }

    /** Waits until there is room. */
    void awaitRoom() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while ((used >= limit || held) && !unbounded) {
                room.await();
            }
        } finally {
            lock.unlock();
        }
    }

    void take(long bytes) {
        lock.lock();
        try {
            used += bytes;
        } finally {
            lock.unlock();
        }
    }

    void release(long bytes) {
        lock.lock();
        try {
            used -= bytes;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the reader pass while plans of before the start are gathered. */
    void lift() {
        lock.lock();
        try {
            unbounded = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The bound holds again. */
    void restore() {
        lock.lock();
        try {
            unbounded = false;
        } finally {
            lock.unlock();
        }
    }

    /** Stops the reader, whatever room there is, or lets it read on. */
    void hold(Hold hold) {
        lock.lock();
        try {
            held = hold == Hold.HELD;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the reader may read. */
    enum Hold {
        HELD,
        FREE
    }

    boolean isFull() {
        lock.lock();
        try {
            return used >= limit;
        } finally {
            lock.unlock();
        }
    }

    long used() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }
}
