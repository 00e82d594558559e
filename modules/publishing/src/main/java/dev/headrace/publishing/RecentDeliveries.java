package dev.headrace.publishing;

import dev.headrace.eventlog.Deliveries.Place;
import dev.headrace.sink.Outcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntFunction;

/**
 * What a sink's target said of the newest deliveries since the start: when, and where they are.
 * Neighbours of one answer take one entry. One thread adds; any number may ask.
 */
final class RecentDeliveries {

    private final int most;
    private final Deque<Long> inOrder = new ArrayDeque<>();
    private final ConcurrentSkipListMap<Long, Run> runs = new ConcurrentSkipListMap<>();

    /** Remembers at most so many entries, at least 1. */
    RecentDeliveries(int most) {
        this.most = most;
    }

    private record Run(long to, Place place) {}

    /** Notes what a write has delivered. */
    void note(Batch batch, IntFunction<Outcome> outcomes, Instant at) {
        long from = -1;
        long to = -1;
        String ref = "";
        for (int i = 0; i < batch.size(); i++) {
            if (outcomes.apply(i) instanceof Outcome.Delivered(String said)) {
                long sequence = batch.records().get(i).sequence();
                if (sequence != to || !said.equals(ref)) {
                    add(from, to, new Place(at, ref));
                    from = sequence;
                    ref = said;
                }
                to = sequence + 1;
            }
        }
        add(from, to, new Place(at, ref));
    }

    /** What the target said of a record; empty when that is forgotten. */
    Optional<Place> place(long sequence) {
        Map.Entry<Long, Run> at = runs.floorEntry(sequence);
        return at != null && at.getValue().to() > sequence
                ? Optional.of(at.getValue().place())
                : Optional.empty();
    }

    private void add(long from, long to, Place place) {
        if (from == to) {
            return;
        }
        if (runs.put(from, new Run(to, place)) == null) {
            inOrder.add(from);
        }
        if (inOrder.size() > most) {
            runs.remove(inOrder.remove());
        }
    }
}
