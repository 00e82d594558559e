package dev.headrace.publishing;

import dev.headrace.eventlog.Journal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Every route epoch of this node, in a journal: a frame is routed by the epoch it was accepted in,
 * not by today's configuration. Safe for use by several threads.
 */
final class Routes {

    private final Journal journal;
    private final Map<Integer, RouteEpoch> epochs = new ConcurrentHashMap<>();
    private volatile RouteEpoch current = new RouteEpoch(0, Map.of());

    Routes(Journal journal) {
        this.journal = journal;
        for (byte[] entry : journal.entries()) {
            use(RouteEpoch.decode(entry));
        }
    }

    RouteEpoch current() {
        return current;
    }

    /**
     * Makes a routing current: a new epoch, forced before it is used, when it differs from the
     * newest.
     */
    void change(Map<String, Set<String>> withheld) {
        if (epochs.isEmpty() || !current.withheld().equals(withheld)) {
            var epoch = new RouteEpoch(current.number() + 1, Map.copyOf(withheld));
            journal.append(List.of(epoch.encode()));
            use(epoch);
        }
    }

    /**
     * Whether a frame is for a sink. A frame of an epoch that the journal does not hold is for
     * everybody: twice is better than never.
     */
    boolean routes(int epoch, String sink, String stream) {
        RouteEpoch routing = epochs.get(epoch);
        return routing == null || routing.routes(sink, stream);
    }

    /**
     * The sinks that a frame of a stream is for, by name; those of today where the epoch is not
     * held.
     */
    Set<String> sinksOf(int epoch, String stream) {
        RouteEpoch routing = epochs.getOrDefault(epoch, current);
        return routing.withheld().keySet().stream()
                .filter(sink -> routing.routes(sink, stream))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether there was a routing without a sink after an epoch. */
    boolean wasRemovedSince(int epoch, String sink) {
        for (int later = epoch; later <= current.number(); later++) {
            RouteEpoch routing = epochs.get(later);
            if (routing != null && !routing.withheld().containsKey(sink)) {
                return true;
            }
        }
        return false;
    }

    void close() {
        journal.close();
    }

    private void use(RouteEpoch epoch) {
        epochs.put(epoch.number(), epoch);
        current = epoch;
    }
}
