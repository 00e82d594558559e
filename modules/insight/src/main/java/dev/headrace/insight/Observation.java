package dev.headrace.insight;

import java.time.Instant;
import java.util.Comparator;

/**
 * That an audit event bears on a rule. It holds digests alone, and rounded positions of those who
 * travel, so whoever reads the store of observations reads no audit event.
 *
 * @param subject a digest of what the rule counts by
 * @param member a digest of what is counted once, or a position; empty where events are
 * @param event the audit event's own id
 * @param at when it happened
 */
public record Observation(
        SecurityRule rule,
        String subject,
        String member,
        Bearing bearing,
        String event,
        Instant at) {

    /** By time, and for equal times the same whoever sorts. */
    static final Comparator<Observation> IN_TIME =
            Comparator.comparing(Observation::at).thenComparing(Observation::event);

    /** What the event is to the rule. */
    public enum Bearing {
        PLAIN,
        FAILURE,
        SUCCESS
    }
}
