package dev.headrace.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * One sink hangs, fails or is slow; what do the clients and the other sinks notice? Each round has
 * a run in which all work and then one with the fault, at half of the capacity; ratios are taken
 * within a round.
 */
final class Isolation {

    /** What the clients and the other sinks may notice. */
    static final double MOST = 2.0;

    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(5);

    private final NodeUnderTest node;
    private final Load load;
    private final Duration run;
    private final PrintWriter out;

    Isolation(NodeUnderTest node, Load load, Duration run, PrintWriter out) {
        this.node = node;
        this.load = load;
        this.run = run;
        this.out = out;
    }

    /** One run: the acknowledgements' latencies, and how far the other sinks were behind. */
    record Seen(double p50Millis, double p99Millis, double lakeLag, double steadyLag) {}

    /** A round: all well, then with the fault. */
    record Pair(Seen well, Seen faulty) {
        double ratio(ToDoubleFunction<Seen> figure) {
            return figure.applyAsDouble(faulty) / Math.max(figure.applyAsDouble(well), 1e-9);
        }
    }

    /** Measures; true when the medians of all ratios are within {@link #MOST}. */
    boolean run(int rounds) throws IOException, InterruptedException {
        Map<SwitchMode, List<Pair>> pairs = new EnumMap<>(SwitchMode.class);
        List<SwitchMode> faults = List.of(SwitchMode.HANG, SwitchMode.FAIL, SwitchMode.SLOW);
        for (int round = 1; round <= rounds; round++) {
            for (SwitchMode fault : faults) {
                Seen well = measure(SwitchMode.WORK);
                Seen faulty = measure(fault);
                pairs.computeIfAbsent(fault, any -> new ArrayList<>()).add(new Pair(well, faulty));
                out.printf("isolation, round %d, %s: %s, then %s%n", round, fault, well, faulty);
                out.flush();
                settle();
            }
        }
        return report(pairs);
    }

    private Seen measure(SwitchMode mode) throws IOException, InterruptedException {
        node.switchTo(mode);
        try (var lags = new LagWatch(node)) {
            Latencies latencies = load.run(node.address(), run).latencies();
            return new Seen(
                    latencies.percentile(50).toNanos() / 1e6,
                    latencies.percentile(99).toNanos() / 1e6,
                    lags.median(NodeUnderTest.FILES),
                    lags.median(NodeUnderTest.STEADY));
        }
    }

    /** The faulty sink's backlog must be gone before the next round begins. */
    private void settle() throws IOException, InterruptedException {
        node.switchTo(SwitchMode.WORK);
        Backlog.awaitGone(node, SETTLES_WITHIN);
    }

    private boolean report(Map<SwitchMode, List<Pair>> pairs) {
        out.println();
        out.println(
                "| the third sink | p50 of the acknowledgement | p99 of the acknowledgement | lag of the files | lag of the steady sink |");
        out.println("|---|---:|---:|---:|---:|");
        boolean held = true;
        for (Map.Entry<SwitchMode, List<Pair>> fault : pairs.entrySet()) {
            List<Spread> ratios =
                    List.of(
                            ratio(fault.getValue(), Seen::p50Millis),
                            ratio(fault.getValue(), Seen::p99Millis),
                            ratio(fault.getValue(), Seen::lakeLag),
                            ratio(fault.getValue(), Seen::steadyLag));
            out.printf(
                    "| %s | %s | %s | %s | %s |%n",
                    fault.getKey(),
                    ratios.get(0).ratio(),
                    ratios.get(1).ratio(),
                    ratios.get(2).ratio(),
                    ratios.get(3).ratio());
            held &= ratios.stream().allMatch(ratio -> ratio.median() <= MOST);
        }
        out.flush();
        return held;
    }

    private static Spread ratio(List<Pair> pairs, ToDoubleFunction<Seen> figure) {
        return Spread.of(pairs.stream().mapToDouble(pair -> pair.ratio(figure)));
    }
}
