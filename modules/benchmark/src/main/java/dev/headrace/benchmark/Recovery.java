package dev.headrace.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A sink is away for a time T while clients go on at half of the capacity: its backlog must be gone
 * within T of its return, with the clients still going on.
 */
final class Recovery {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** A sink with so few seconds of the load behind it has caught up. */
    private static final double CAUGHT_UP_SECONDS = 1;

    private final NodeUnderTest node;
    private final SignedRequests requests;
    private final int connections;
    private final PrintWriter out;

    Recovery(NodeUnderTest node, SignedRequests requests, int connections, PrintWriter out) {
        this.node = node;
        this.requests = requests;
        this.connections = connections;
        this.out = out;
    }

    /** Measures; true when the backlog was gone in time. */
    boolean run(double rate, Duration outage) throws IOException, InterruptedException {
        var load = new Load(requests, connections, new Pace.Fixed(rate));
        node.switchTo(SwitchMode.FAIL);
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Load.Result> during =
                    threads.submit(() -> load.run(node.address(), outage.multipliedBy(2)));
            Thread.sleep(outage);
            double backlog = Backlog.of(node.scrape(), NodeUnderTest.FAULTY);
            node.switchTo(SwitchMode.WORK);
            Duration gone = awaitCaughtUp(rate, outage.multipliedBy(2), during);
            Load.Result result = during.get();
            out.printf(
                    "recovery: away for %d s at %.0f requests/s, backlog %.0f records, gone after %d s; p99 of the acknowledgement %.1f ms%n",
                    outage.toSeconds(),
                    rate,
                    backlog,
                    gone.toSeconds(),
                    result.latencies().percentile(99).toNanos() / 1e6);
            out.flush();
            return gone.compareTo(outage) <= 0;
        } catch (ExecutionException e) {
            throw new IOException("the load was not taken", e.getCause());
        }
    }

    private Duration awaitCaughtUp(double rate, Duration atMost, Future<?> load)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        Duration elapsed = Duration.ZERO;
        while (Backlog.of(node.scrape(), NodeUnderTest.FAULTY) > CAUGHT_UP_SECONDS * rate) {
            elapsed = Duration.ofNanos(System.nanoTime() - start);
            if (elapsed.compareTo(atMost) > 0) {
                throw new IOException("the backlog was not gone after " + atMost);
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_EVERY.toNanos());
        }
        if (load.isDone()) {
            out.println("recovery: the load had ended before the backlog was gone");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
