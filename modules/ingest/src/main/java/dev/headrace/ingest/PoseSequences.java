package dev.headrace.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which batches of each session this node has seen, for answers that tell a client what is missing.
 * In memory alone: after a restart, and on another node, a session begins with the first batch that
 * comes. Nothing is refused or lost by it. Safe for use by any number of threads.
 */
final class PoseSequences {

    /** About 10 MiB; those that were silent for longest are forgotten first. */
    static final int MOST_SESSIONS = 50_000;

    /** A client that left more holes than this is told of the latest. */
    static final int MOST_GAPS = 16;

    private final Map<String, Session> sessions = new LatestSessions();

    /** Batches that have not come: from and to, both included. */
    record Gap(long from, long to) {}

    /**
     * How a session stands.
     *
     * @param next the number behind the highest that has come
     */
    record Standing(long next, List<Gap> missing) {}

    /** Notes that a batch has come, be it again. */
    synchronized Standing note(String session, long sequence) {
        return sessions.computeIfAbsent(session, any -> new Session(sequence)).note(sequence);
    }

    private static final class Session {

        private long next;
        private List<Gap> missing = List.of();

        private Session(long first) {
            this.next = first;
        }

        private Standing note(long sequence) {
            if (sequence > next) {
                var longer = new ArrayList<>(missing);
                longer.add(new Gap(next, sequence - 1));
                missing =
                        List.copyOf(
                                longer.subList(
                                        Math.max(0, longer.size() - MOST_GAPS), longer.size()));
            } else if (sequence < next && !missing.isEmpty()) {
                missing = without(sequence);
            }
            next = Math.max(next, sequence + 1);
            return new Standing(next, missing);
        }

        private List<Gap> without(long sequence) {
            var left = new ArrayList<Gap>(missing.size() + 1);
            for (Gap gap : missing) {
                if (sequence < gap.from() || sequence > gap.to()) {
                    left.add(gap);
                } else {
                    if (gap.from() < sequence) {
                        left.add(new Gap(gap.from(), sequence - 1));
                    }
                    if (sequence < gap.to()) {
                        left.add(new Gap(sequence + 1, gap.to()));
                    }
                }
            }
            return List.copyOf(left.subList(Math.max(0, left.size() - MOST_GAPS), left.size()));
        }
    }

    /** The sessions in the order of their last batch. */
    private static final class LatestSessions extends LinkedHashMap<String, Session> {

        private static final long serialVersionUID = 1L;
        private static final float USUAL_LOAD = 0.75f;

        private LatestSessions() {
            super(16, USUAL_LOAD, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
            return size() > MOST_SESSIONS;
        }
    }
}
