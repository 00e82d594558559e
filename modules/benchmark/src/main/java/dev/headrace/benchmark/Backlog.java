package dev.headrace.benchmark;

import java.io.IOException;
import java.time.Duration;

/** What a sink has not taken yet. */
final class Backlog {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private Backlog() {}

    /** Records of the log that a sink is not done with. */
    static double of(Scrape scrape, String sink) {
        return scrape.sum("headrace_sink_lag_records", "sink=\"" + sink + "\"");
    }

    /**
     * Waits, without a load, until no sink has any.
     *
     * @return how long that took
     * @throws IOException when it takes too long
     */
    static Duration awaitGone(NodeUnderTest node, Duration atMost)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (node.scrape().sum("headrace_sink_lag_records") > 0) {
            if (System.nanoTime() - start > atMost.toNanos()) {
                throw new IOException("the backlog was not gone after " + atMost);
            }
            Thread.sleep(LOOK_EVERY);
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
