package dev.headrace.eventlog;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * What became of the log's records at the sinks: a port that publishing implements, for those who
 * answer clients. Answers from memory; safe for use by any number of threads, virtual ones
 * included.
 */
public interface Deliveries {

    /**
     * Parks the caller until sinks are done with records, and that is on disk: a crash afterwards
     * does not make a record come again. A record that has left the log counts as delivered where
     * nothing else is known of it.
     *
     * @param sinks names of configured sinks that the records are routed to
     * @param sequences the records, in any order; may be none
     * @param atMost how long to wait for all of it
     * @throws InterruptedException when interrupted while waiting; delivery goes on
     */
    Outcome await(Set<String> sinks, long[] sequences, Duration atMost) throws InterruptedException;

    /**
     * What has become of a frame's records so far.
     *
     * @return for every sink that the frame is routed to, by name: the fate of each record, in the
     *     frame's order
     */
    SortedMap<String, List<Fate>> fates(LogFrame frame);

    /** Of a node without sinks: nobody waits, and nothing is on its way. */
    static Deliveries none() {
        return new NothingDelivered(0, Long.MAX_VALUE);
    }

    /** The end of a wait. */
    sealed interface Outcome {

        /**
         * Every sink is done with every record: delivered, but for those that are named.
         *
         * @param refused the records that a sink has refused for good; by sequence, one sink for
         *     each
         */
        record Settled(List<Refused> refused) implements Outcome {

            public Settled {
                refused = List.copyOf(refused);
            }
        }

        /**
         * The time is over, or the sink will never have all of them: it is not configured, or lost
         * some.
         */
        record NotYet(String sink) implements Outcome {}
    }

    /**
     * A record that a sink has refused for good.
     *
     * @param code the sink's short word for the reason
     */
    record Refused(long sequence, String sink, String code) {}

    /** How a record stands at one sink that it is routed to. */
    sealed interface Fate {

        /** Not tried yet, or under way for the first time. */
        record Pending() implements Fate {}

        /** Was tried and is tried again; it may be at the target already. */
        record Retrying() implements Fate {}

        /**
         * The target has it.
         *
         * @param receipt when and where; of the newest batches since the start only
         */
        record Delivered(Optional<Place> receipt) implements Fate {}

        /** The sink refused it for good; it is kept and can be replayed. */
        record DeadLettered(String code) implements Fate {}

        /** It left the log before the sink took it. */
        record Expired() implements Fate {}

        /**
         * The sink is done with it, but how is not known any more: it was removed from the
         * configuration since, or has had too many dead letters since to remember this one.
         */
        record Unknown() implements Fate {}
    }

    /**
     * What a target said when it took a record.
     *
     * @param at when
     * @param ref the target's own name for where it is; may be empty
     */
    record Place(Instant at, String ref) {}
}
