package dev.headrace.publishing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When which place of the log was received, roughly: for a backlog's age without holding it. Keeps
 * a bounded number of places. For one thread at a time.
 */
final class Milestones {

    private static final int MOST = 2_048;

    private final TreeMap<Long, Instant> places = new TreeMap<>();
    private Duration apart = Duration.ofSeconds(1);

    /** Notes a frame that was read; frames come in order. */
    void add(long sequence, Instant receivedAt) {
        Map.Entry<Long, Instant> last = places.lastEntry();
        if (last != null && receivedAt.isBefore(last.getValue().plus(apart))) {
            return;
        }
        places.put(sequence, receivedAt);
        if (places.size() > MOST) {
            thin();
        }
    }

    /** When the first record from a place on was received; the place was read already. */
    Optional<Instant> at(long sequence) {
        Long known = places.floorKey(sequence);
        if (known != null) {
            places.headMap(known, false).clear();
        }
        return places.isEmpty() ? Optional.empty() : Optional.of(places.firstEntry().getValue());
    }

    /** Every second place goes; from now on they lie further apart. */
    private void thin() {
        apart = apart.multipliedBy(2);
        boolean odd = false;
        for (var each = places.keySet().iterator(); each.hasNext(); odd = !odd) {
            each.next();
            if (odd) {
                each.remove();
            }
        }
    }
}
