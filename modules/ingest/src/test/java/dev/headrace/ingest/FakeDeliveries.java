package dev.headrace.ingest;

import dev.headrace.eventlog.Deliveries;
import dev.headrace.eventlog.LogFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Deliveries that go as the test says, and remember what was waited for. */
final class FakeDeliveries implements Deliveries {

    /** The end of one wait. */
    interface Waiting {
        Outcome await(long[] sequences) throws InterruptedException;
    }

    final List<List<Long>> awaited = new CopyOnWriteArrayList<>();
    volatile Waiting waiting = sequences -> new Outcome.Settled(List.of());
    volatile Fate fate = new Fate.Pending();

    @Override
    public Outcome await(Set<String> sinks, long[] sequences, Duration atMost)
            throws InterruptedException {
        awaited.add(Arrays.stream(sequences).boxed().toList());
        return waiting.await(sequences);
    }

    @Override
    public SortedMap<String, List<Fate>> fates(LogFrame frame) {
        var fates = new TreeMap<String, List<Fate>>();
        fates.put("lake", Collections.nCopies(frame.records().size(), fate));
        return fates;
    }
}
