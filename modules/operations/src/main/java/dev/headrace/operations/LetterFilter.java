package dev.headrace.operations;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DeadLetter;
import java.time.Instant;
import java.util.Optional;

/**
 * Which dead letters; empty is any.
 *
 * @param from refused at or after this
 * @param until refused before this
 */
record LetterFilter(
        Optional<String> sink,
        Optional<StreamName> stream,
        Optional<String> code,
        Optional<Instant> from,
        Optional<Instant> until) {

    boolean holds(DeadLetter letter) {
        return stream.map(letter.stream()::equals).orElse(true)
                && code.map(letter.code()::equals).orElse(true)
                && from.map(at -> !letter.deadAt().isBefore(at)).orElse(true)
                && until.map(at -> letter.deadAt().isBefore(at)).orElse(true);
    }
}
