package dev.headrace.publishing;

import dev.headrace.eventlog.Deliveries;
import dev.headrace.eventlog.LogFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** Tells what became of records at the sinks in force. */
final class SinkDeliveries implements Deliveries {

    private final Map<String, SinkFates> sinks = new TreeMap<>();
    private final Routes routes;

    SinkDeliveries(Collection<SinkLedger> ledgers, Routes routes) {
        this.routes = routes;
        ledgers.forEach(ledger -> sinks.put(ledger.name(), ledger.fates()));
    }

    @Override
    public Outcome await(Set<String> names, long[] sequences, Duration atMost)
            throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        long[] ascending = Arrays.stream(sequences).sorted().distinct().toArray();
        List<Range> ranges = ascending.length == 0 ? List.of() : Range.of(ascending);
        var awaited = new TreeMap<String, SinkFates>();
        for (String name : new TreeSet<>(names)) {
            SinkFates sink = sinks.get(name);
            if (sink == null || !sink.await(ranges, deadline) || sink.hasLost(ranges)) {
                return new Outcome.NotYet(name);
            }
            awaited.put(name, sink);
        }
        return new Outcome.Settled(
                LongStream.of(ascending)
                        .mapToObj(sequence -> refused(sequence, awaited))
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static Optional<Refused> refused(long sequence, Map<String, SinkFates> awaited) {
        return awaited.entrySet().stream()
                .flatMap(sink ->
                        sink
                                .getValue()
                                .deadCode(sequence)
                                .map(code -> new Refused(sequence, sink.getKey(), code))
                                .stream())
                .findFirst();
    }

    @Override
    public SortedMap<String, List<Fate>> fates(LogFrame frame) {
        var known = new TreeSet<>(sinks.keySet());
        known.addAll(routes.sinksIn(frame.routeEpoch()));
        var fates = new TreeMap<String, List<Fate>>();
        for (String sink : known) {
            if (routes.routes(frame, sink)) {
                fates.put(sink, fates(sink, frame));
            }
        }
        return fates;
    }

    private List<Fate> fates(String name, LogFrame frame) {
        SinkFates sink = sinks.get(name);
        if (sink == null || routes.wasRemovedSince(frame.routeEpoch(), name)) {
            return Collections.nCopies(frame.records().size(), new Fate.Unknown());
        }
        long first = frame.first().sequence();
        return LongStream.range(first, frame.end().sequence()).mapToObj(sink::fate).toList();
    }
}
