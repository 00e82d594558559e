package dev.headrace.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks twice a second how many records each sink is behind, on a thread of its own. */
final class LagWatch implements AutoCloseable {

    private static final Duration EVERY = Duration.ofMillis(500);

    private final NodeUnderTest node;
    private final Queue<Scrape> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    LagWatch(NodeUnderTest node) {
        this.node = node;
        this.thread = Thread.ofPlatform().daemon().name("lag-watch").start(this::watch);
    }

    /** The median of what was seen of a sink so far. */
    double median(String sink) {
        return Spread.of(seen.stream().mapToDouble(scrape -> Backlog.of(scrape, sink))).median();
    }

    private void watch() {
        try {
            while (!ended.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                seen.add(node.scrape());
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
