package dev.headrace.benchmark;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;

/** Takes the CPU that a test says, run by run, for 1,000 requests each; notes its runs. */
final class FixedContestant implements Contestant {

    private final String name;
    private final Iterator<Integer> cpuMillis;
    private final List<String> journal;

    FixedContestant(String name, List<String> journal, Integer... cpuMillis) {
        this.name = name;
        this.journal = journal;
        this.cpuMillis = List.of(cpuMillis).iterator();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Measurement measure(Duration length) {
        journal.add(name + " " + length.toSeconds());
        var latency = new Latencies.Recorder();
        latency.record(2_000_000);
        return new Measurement(
                1000, length, Duration.ofMillis(cpuMillis.next()), Latencies.of(List.of(latency)));
    }

    @Override
    public void close() {}
}
