package dev.headrace.benchmark;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** When requests are sent. */
sealed interface Pace {

    /** Each connection sends its next request when it has the answer to the last (closed loop). */
    record AsFastAsAnswered() implements Pace {

        @Override
        public Schedule start(Duration length) {
            long end = System.nanoTime() + length.toNanos();
            return () -> {
                long now = System.nanoTime();
                return now < end ? OptionalLong.of(now) : OptionalLong.empty();
            };
        }
    }

    /**
     * So many requests a second over all connections, whatever the answers do (open loop). A
     * request that has to wait for a free connection waits at the server's expense.
     */
    record Fixed(double requestsPerSecond) implements Pace {

        @Override
        public Schedule start(Duration length) {
            long start = System.nanoTime();
            double interval = 1e9 / requestsPerSecond;
            var next = new AtomicLong();
            return () -> {
                long due = (long) (next.getAndIncrement() * interval);
                return due < length.toNanos()
                        ? OptionalLong.of(awaitTurn(start + due))
                        : OptionalLong.empty();
            };
        }

        /** A thread that wakes late from its own sleep is not the server's fault. */
        private static long awaitTurn(long due) {
            long now = System.nanoTime();
            if (now >= due) {
                return due;
            }
            while (now < due) {
                LockSupport.parkNanos(due - now);
                now = System.nanoTime();
            }
            return now;
        }
    }

    /** The turns of a run that begins now; all connections share it. */
    Schedule start(Duration length);

    /** Safe for use by several threads. */
    interface Schedule {

        /**
         * Waits until the caller may send its next request.
         *
         * @return the {@link System#nanoTime} from which the request's latency counts; empty when
         *     the run is over
         */
        OptionalLong awaitNext();
    }
}
