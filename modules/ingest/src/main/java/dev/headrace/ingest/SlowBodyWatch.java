package dev.headrace.ingest;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Interrupts a request's thread when its body has not arrived in time: Helidon has no limit of its
 * own, and an interrupted virtual thread closes its socket.
 *
 * <p>One thread looks at all bodies in flight a few times a second, so that a request pays for two
 * set operations and no timer.
 */
public final class SlowBodyWatch implements AutoCloseable {

    private static final Duration ROUND = Duration.ofMillis(250);

    private final Duration limit;
    private final Set<Watched> inFlight = ConcurrentHashMap.newKeySet();
    private final Thread rounds;

    /** Starts watching; close it to stop the thread. */
    public SlowBodyWatch(Duration limit) {
        this.limit = limit;
        this.rounds = Thread.ofPlatform().daemon().name("slow-body-watch").start(this::goRound);
    }

    Duration limit() {
        return limit;
    }

    /** Watches the calling thread until the result is closed. */
    Watched start() {
        var watched = new Watched(Thread.currentThread(), System.nanoTime() + limit.toNanos());
        inFlight.add(watched);
        return watched;
    }

    @Override
    public void close() {
        rounds.interrupt();
    }

    private void goRound() {
        try {
            while (true) {
                Thread.sleep(ROUND);
                long now = System.nanoTime();
                inFlight.forEach(watched -> watched.interruptIfLate(now));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One body being read. */
    final class Watched implements AutoCloseable {

        private final Thread thread;
        private final long deadline;
        private boolean over;
        private boolean late;

        private Watched(Thread thread, long deadline) {
            this.thread = thread;
            this.deadline = deadline;
        }

        private synchronized void interruptIfLate(long now) {
            if (!over && !late && now - deadline > 0) {
                late = true;
                thread.interrupt();
            }
        }

        /** Whether the thread was interrupted for this body. */
        synchronized boolean isLate() {
            return late;
        }

        /** Stops watching and takes back an interrupt of its own. */
        @Override
        public void close() {
            inFlight.remove(this);
            synchronized (this) {
                over = true;
                if (late) {
                    Thread.interrupted();
                }
            }
        }
    }
}
