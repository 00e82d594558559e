package dev.headrace.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;

/**
 * The highest rate of single events that a node takes with 99 of 100 answers within 50 ms, found by
 * going up in steps of a fifth.
 */
final class Capacity {

    private static final Duration ANSWERED_WITHIN = Duration.ofMillis(50);
    private static final double FIRST_RATE = 1_000;
    private static final double STEP = 1.2;

    /** A rate counts as held when so much of it was really answered. */
    private static final double HELD = 0.97;

    private Capacity() {}

    /** Searches; each step takes the given time. */
    static double find(
            NodeUnderTest node,
            SignedRequests requests,
            int connections,
            Duration step,
            PrintWriter out)
            throws IOException, InterruptedException {
        double held = 0;
        for (double rate = FIRST_RATE; ; rate *= STEP) {
            Load.Result result =
                    new Load(requests, connections, new Pace.Fixed(rate)).run(node.address(), step);
            double answered = result.latencies().count() / (result.elapsed().toNanos() / 1e9);
            Duration slow = result.latencies().percentile(99);
            out.printf(
                    "capacity: %.0f/s asked, %.0f/s answered, p99 %.1f ms%n",
                    rate, answered, slow.toNanos() / 1e6);
            out.flush();
            if (answered < HELD * rate || slow.compareTo(ANSWERED_WITHIN) > 0) {
                if (held == 0) {
                    throw new IOException("not even " + FIRST_RATE + " requests/s are held");
                }
                return held;
            }
            held = rate;
        }
    }
}
