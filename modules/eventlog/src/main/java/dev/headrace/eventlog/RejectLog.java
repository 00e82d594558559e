package dev.headrace.eventlog;

import dev.headrace.event.Rejection;
import dev.headrace.event.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The events that were refused at the doors of this node, readable for seven days, and how often
 * each cause was met. Safe for use by any number of threads.
 */
public interface RejectLog extends AutoCloseable {

    /**
     * Takes refusals; never waits for the disk. When they come faster than they can be written, the
     * counts still take them and the rest is left out, counted as {@link #leftOut}.
     */
    void append(List<RejectedEvent> rejects);

    /**
     * The causes that were met, most frequent first. Beyond a thousand causes an hour the rest of a
     * stream is one, with the fingerprint {@code (other)}.
     */
    List<Cause> causes();

    /**
     * The newest refusals, newest first; of one cause only so many an hour are kept in full. Reads
     * files, for operators alone.
     */
    List<RejectedEvent> newest(Filter filter, int atMost);

    /** Refusals that were counted but not written, since the start. */
    long leftOut();

    @Override
    void close();

    /**
     * A cause of refusals.
     *
     * @param count refusals in the time that the log keeps
     * @param example the newest refusal's reason, without values
     */
    record Cause(
            StreamName stream,
            String fingerprint,
            long count,
            Instant first,
            Instant last,
            Rejection example) {}

    /** Which refusals; empty is any. */
    record Filter(
            Optional<StreamName> stream, Optional<String> fingerprint, Optional<String> code) {}
}
