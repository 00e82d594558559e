package dev.headrace.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * All contestants, measured in turn, round after round. Figures of one round were taken within a
 * minute on the same machine; only those are divided by each other.
 *
 * @param measurements of each contestant by name, in their order; one for each round
 */
record Rounds(Map<String, List<Measurement>> measurements) {

    /** Warms each one up, then measures. Tells how far it is. */
    static Rounds run(List<Contestant> contestants, Plan plan, PrintWriter progress)
            throws IOException, InterruptedException {
        var measurements = new LinkedHashMap<String, List<Measurement>>();
        for (Contestant contestant : contestants) {
            progress.println("warming up: " + contestant.name());
            progress.flush();
            contestant.measure(plan.warmup());
            measurements.put(contestant.name(), new ArrayList<>());
        }
        for (int round = 1; round <= plan.rounds(); round++) {
            for (Contestant contestant : contestants) {
                Measurement measured = contestant.measure(plan.run());
                measurements.getOrDefault(contestant.name(), new ArrayList<>()).add(measured);
                progress.printf(
                        "round %d of %d, %s: %.0f requests/s, %.1f µs CPU each%n",
                        round,
                        plan.rounds(),
                        contestant.name(),
                        measured.requestsPerSecond(),
                        measured.cpuPerRequest());
                progress.flush();
            }
        }
        return new Rounds(measurements);
    }

    /**
     * How long all takes.
     *
     * @param rounds how often each contestant is measured
     * @param run how long each time
     * @param warmup how long each works before the first round
     */
    record Plan(int rounds, Duration run, Duration warmup) {}

    List<String> names() {
        return List.copyOf(measurements.keySet());
    }

    /** A figure of a contestant over the rounds. */
    Spread figure(String name, ToDoubleFunction<Measurement> figure) {
        return Spread.of(of(name).stream().mapToDouble(figure));
    }

    /** CPU per request of one contestant divided by another's in the same round. */
    Spread cpuRatio(String name, String reference) {
        List<Measurement> above = of(name);
        List<Measurement> below = of(reference);
        return Spread.of(
                IntStream.range(0, above.size())
                        .mapToDouble(round ->
                                above.get(round).cpuPerRequest()
                                        / below.get(round).cpuPerRequest()));
    }

    private List<Measurement> of(String name) {
        return measurements.getOrDefault(name, List.of());
    }
}
