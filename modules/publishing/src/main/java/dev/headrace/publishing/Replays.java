package dev.headrace.publishing;

import dev.headrace.event.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deliveries of what was delivered or refused before. A replay is a job of its own, beside the
 * usual delivery and slower; it goes on where it was after a crash. Safe for use by several
 * threads.
 */
public interface Replays {

    /**
     * What a replay would deliver; delivers nothing.
     *
     * @throws IllegalArgumentException when the request is not possible, with the reason for a
     *     person
     */
    Estimate estimate(ReplayRequest request);

    /**
     * Begins a replay; returns when it is durably noted.
     *
     * @throws IllegalArgumentException as {@link #estimate}
     */
    Replay start(ReplayRequest request);

    /** Every replay that is known, newest first. */
    List<Replay> all();

    /** One replay. */
    Optional<Replay> find(String id);

    /** Ends a replay at its next batch; false when there is none of this id under way. */
    boolean cancel(String id);

    /** What a replay would deliver, by stream. */
    record Estimate(long records, Map<StreamName, Long> byStream) {}

    /** How a replay stands. */
    enum State {
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    /**
     * One replay.
     *
     * @param delivered records that the sink has taken so far
     * @param refused records that it refused again
     * @param note why it failed or waits, for a person
     */
    record Replay(
            String id,
            ReplayRequest request,
            State state,
            Instant startedAt,
            Optional<Instant> endedAt,
            long records,
            long delivered,
            long refused,
            Optional<String> note) {}
}
