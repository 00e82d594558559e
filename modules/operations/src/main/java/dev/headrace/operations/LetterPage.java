package dev.headrace.operations;

import dev.headrace.eventlog.DeadLetters;
import java.util.List;
import java.util.Optional;

/**
 * A page of dead letters.
 *
 * @param counts all of the sink, stream and code that were asked for, also those that are not shown
 * @param letters by sink, oldest first
 * @param hidden letters among the counted that are never shown: of streams that are not readable,
 *     or not known any more
 * @param next where the next page begins
 */
record LetterPage(
        List<DeadLetters.Count> counts,
        List<DeadLetters.Kept> letters,
        long hidden,
        Optional<LetterCursor> next) {}
