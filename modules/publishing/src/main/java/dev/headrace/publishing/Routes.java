package dev.headrace.publishing;

import dev.headrace.eventlog.Journal;
import dev.headrace.eventlog.LogFrame;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every route epoch of this node, in a journal: a frame is routed by the epoch it was accepted in,
 * not by today's configuration. The one exception is a sink that was added with {@code from}, which
 * is also given frames of before. Safe for use by several threads.
 */
final class Routes {

    private final Journal journal;
    private final Map<Integer, RouteEpoch> epochs = new ConcurrentHashMap<>();
    private final Map<String, EarlierFrames> earlier = new ConcurrentHashMap<>();
    private volatile RouteEpoch current = new RouteEpoch(0, Map.of());

    Routes(Journal journal) {
        this.journal = journal;
        for (byte[] entry : journal.entries()) {
            if (EarlierFrames.isOne(entry)) {
                use(EarlierFrames.decode(entry));
            } else {
                use(RouteEpoch.decode(entry));
            }
        }
    }

    RouteEpoch current() {
        return current;
    }

    /**
     * Makes a routing current: a new epoch, forced before it is used, when it differs from the
     * newest.
     */
    synchronized void change(Map<String, Set<String>> withheld) {
        if (epochs.isEmpty() || !current.withheld().equals(withheld)) {
            var epoch = new RouteEpoch(current.number() + 1, Map.copyOf(withheld));
            journal.append(List.of(epoch.encode()));
            use(epoch);
        }
    }

    /** Gives a sink also frames of before it was there; forced before it counts. */
    synchronized void give(EarlierFrames frames) {
        journal.append(List.of(frames.encode()));
        use(frames);
    }

    /**
     * Whether a frame is for a sink. A frame of an epoch that the journal does not hold is for
     * everybody: twice is better than never.
     */
    boolean routes(LogFrame frame, String sink) {
        EarlierFrames given = earlier.get(sink);
        if (given != null && given.decides(frame)) {
            return given.gives(frame);
        }
        RouteEpoch routing = epochs.get(frame.routeEpoch());
        return routing == null || routing.routes(sink, frame.stream().value());
    }

    /** The sinks that there were in an epoch; those of today when it is not held. */
    Set<String> sinksIn(int epoch) {
        return epochs.getOrDefault(epoch, current).withheld().keySet();
    }

    /** Whether a sink that was there in an epoch, or came later, was then missing for a while. */
    boolean wasRemovedSince(int epoch, String sink) {
        boolean there = false;
        for (int later = epoch; later <= current.number(); later++) {
            RouteEpoch routing = epochs.get(later);
            if (routing != null) {
                boolean now = routing.withheld().containsKey(sink);
                if (there && !now) {
                    return true;
                }
                there = now;
            }
        }
        return false;
    }

    void close() {
        journal.close();
    }

    private void use(EarlierFrames frames) {
        earlier.put(frames.sink(), frames);
    }

    private void use(RouteEpoch epoch) {
        epochs.put(epoch.number(), epoch);
        current = epoch;
    }
}
