package dev.headrace.eventlog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Lets several threads append so that the groups are always the same: the writer is held when it
 * writes for the first append until all others wait.
 */
final class Callers {

    private volatile boolean holding;
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile CountDownLatch go = new CountDownLatch(0);

    /** For all who write to the disk: holds the log's writer. */
    void beforeWrite() {
        if (holding && Thread.currentThread().getName().equals(LogWriter.THREAD)) {
            held.countDown();
            awaitUninterruptibly(go);
        }
    }

    /** Runs all; returns when all have ended. */
    void run(List<Runnable> appends) {
        if (appends.size() == 1) {
            appends.getFirst().run();
            return;
        }
        held = new CountDownLatch(1);
        go = new CountDownLatch(1);
        holding = true;
        List<Thread> threads = new ArrayList<>();
        try {
            for (Runnable append : appends) {
                Thread thread = Thread.ofVirtual().start(append);
                threads.add(thread);
                awaitParked(thread, threads.size() == 1);
            }
        } finally {
            holding = false;
            go.countDown();
            threads.forEach(Threads::join);
        }
    }

    /** Waits until a caller has handed in its append, the first one until the writer has it. */
    private void awaitParked(Thread thread, boolean first) {
        while (thread.isAlive()
                && !(thread.getState() == Thread.State.WAITING
                        && (!first || held.getCount() == 0))) {
            Thread.onSpinWait();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the writer", e);
        }
    }
}
