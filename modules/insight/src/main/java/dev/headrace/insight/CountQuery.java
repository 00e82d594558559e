package dev.headrace.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A checked question for counts.
 *
 * @param event only events of this kind; empty: all
 * @param by dimensions that the counts are told apart by, in the order of the answer
 * @param every the span of one count, from {@code from} on
 * @param from included; on a border of what is kept
 * @param to excluded
 */
public record CountQuery(
        String stream,
        Optional<String> event,
        List<String> by,
        Duration every,
        Instant from,
        Instant to) {

    /** What counts are kept by. */
    public static final Duration QUARTER = Duration.ofMinutes(15);

    /** The longer span that counts are kept by, in UTC. */
    public static final Duration DAY = Duration.ofDays(1);

    /** Whether it can be answered from days. */
    public boolean isOfDays() {
        return every.toSeconds() % DAY.toSeconds() == 0;
    }
}
