package dev.headrace.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * A long run at 70 % of the capacity, with a sink that works, fails, hangs and is slow in turn.
 * Memory, threads and file handles must be flat, and the accounts must close.
 */
final class Soak {

    private static final Duration MODE_LASTS = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(10);

    /** The last quarter of the run may take so much more than the second. */
    private static final double FLAT = 1.15;

    private static final List<SwitchMode> TURNS =
            List.of(
                    SwitchMode.WORK,
                    SwitchMode.FAIL,
                    SwitchMode.WORK,
                    SwitchMode.HANG,
                    SwitchMode.WORK,
                    SwitchMode.SLOW);

    private final NodeUnderTest node;
    private final Load load;
    private final PrintWriter out;
    private final List<Vitals> vitals = new ArrayList<>();

    Soak(NodeUnderTest node, Load load, PrintWriter out) {
        this.node = node;
        this.load = load;
        this.out = out;
    }

    /** Runs; true when everything was flat, delivered and accounted for. */
    boolean run(Duration length) throws IOException, InterruptedException {
        double before = accepted();
        Load.Result result = soak(length);
        node.switchTo(SwitchMode.WORK);
        Duration settled = Backlog.awaitGone(node, SETTLES_WITHIN);
        out.printf(
                "soak: %d requests in %d s, p50 %.1f ms, p99 %.1f ms; backlog gone %d s after%n",
                result.latencies().count(),
                result.elapsed().toSeconds(),
                result.latencies().percentile(50).toNanos() / 1e6,
                result.latencies().percentile(99).toNanos() / 1e6,
                settled.toSeconds());
        boolean memory = isFlat("resident memory, MiB", one -> one.residentBytes() / 1048576.0);
        boolean threads = isFlat("threads", Vitals::threads);
        boolean files = isFlat("file handles", Vitals::files);
        boolean accounted = isAccounted(accepted() - before, result.latencies().count());
        return memory && threads && files && accounted;
    }

    private Load.Result soak(Duration length) throws IOException, InterruptedException {
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Load.Result> running = threads.submit(() -> load.run(node.address(), length));
            long start = System.nanoTime();
            while (!running.isDone()) {
                long turn = (System.nanoTime() - start) / MODE_LASTS.toNanos();
                node.switchTo(TURNS.get((int) (turn % TURNS.size())));
                vitals.add(node.vitals());
                sweepLake();
                Thread.sleep(LOOK_EVERY);
            }
            return running.get();
        } catch (ExecutionException e) {
            throw new IOException("the load was not taken", e.getCause());
        }
    }

    /** Takes finished files away, as their reader would: an hour fills tens of gigabytes. */
    private void sweepLake() throws IOException {
        Instant old = Instant.now().minus(Duration.ofMinutes(1));
        try (Stream<Path> files = Files.walk(node.lake())) {
            for (Path file : files.filter(one -> one.toString().endsWith(".ndjson")).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
                    Files.delete(file);
                }
            }
        } catch (UncheckedIOException e) {
            out.println("soak: files of the lake changed while they were looked at; next time");
        }
    }

    private boolean isFlat(String name, ToDoubleFunction<Vitals> figure) {
        int quarter = vitals.size() / 4;
        double early = median(vitals.subList(quarter, 2 * quarter), figure);
        double late = median(vitals.subList(3 * quarter, vitals.size()), figure);
        out.printf("soak: %s: %.0f in the second quarter, %.0f in the last%n", name, early, late);
        out.flush();
        return late <= FLAT * early;
    }

    private static double median(List<Vitals> some, ToDoubleFunction<Vitals> figure) {
        return Spread.of(some.stream().mapToDouble(figure)).median();
    }

    private boolean isAccounted(double accepted, long acknowledged)
            throws IOException, InterruptedException {
        Scrape scrape = node.scrape();
        double unaccounted = scrape.sum("headrace_unaccounted_events");
        out.printf(
                "soak: acknowledged %d, accepted %.0f, delivered %.0f by %s, %.0f by %s, %.0f by %s; unaccounted %.0f%n",
                acknowledged,
                accepted,
                delivered(scrape, NodeUnderTest.FILES),
                NodeUnderTest.FILES,
                delivered(scrape, NodeUnderTest.STEADY),
                NodeUnderTest.STEADY,
                delivered(scrape, NodeUnderTest.FAULTY),
                NodeUnderTest.FAULTY,
                unaccounted);
        out.flush();
        double total = scrape.sum("headrace_events_accepted_total");
        return scrape.has("headrace_unaccounted_events")
                && unaccounted == 0
                && accepted == acknowledged
                && Stream.of(NodeUnderTest.FILES, NodeUnderTest.STEADY, NodeUnderTest.FAULTY)
                        .allMatch(sink -> delivered(scrape, sink) == total);
    }

    private double accepted() throws IOException, InterruptedException {
        return node.scrape().sum("headrace_events_accepted_total");
    }

    private static double delivered(Scrape scrape, String sink) {
        return scrape.sum("headrace_sink_delivered_records", "sink=\"" + sink + "\"");
    }
}
