package dev.headrace.eventlog;

import dev.headrace.event.StreamName;
import java.time.Instant;
import java.util.Optional;

/**
 * Which dead letters are meant.
 *
 * @param sink the sink that refused them
 * @param stream of this stream only
 * @param code of this reason only
 * @param from refused at or after this
 * @param until refused before this
 */
public record DeadLetterFilter(
        String sink,
        Optional<StreamName> stream,
        Optional<String> code,
        Optional<Instant> from,
        Optional<Instant> until) {

    /** Every letter of a sink. */
    public static DeadLetterFilter of(String sink) {
        return new DeadLetterFilter(
                sink, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Whether a letter is meant. */
    public boolean matches(DeadLetter letter) {
        return letter.sink().equals(sink)
                && stream.filter(wanted -> !wanted.equals(letter.stream())).isEmpty()
                && code.filter(wanted -> !wanted.equals(letter.code())).isEmpty()
                && from.filter(bound -> letter.deadAt().isBefore(bound)).isEmpty()
                && until.filter(bound -> !letter.deadAt().isBefore(bound)).isEmpty();
    }
}
