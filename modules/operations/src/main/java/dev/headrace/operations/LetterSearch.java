package dev.headrace.operations;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.DeadLetterFilter;
import dev.headrace.eventlog.DeadLetters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks through the dead letters, and holds no more than a page. What is of a stream that is not
 * readable, or that no contract vouches for any more, is counted and never shown.
 */
final class LetterSearch {

    private final DeadLetters letters;
    private final StreamCatalog streams;

    LetterSearch(DeadLetters letters, StreamCatalog streams) {
        this.letters = letters;
        this.streams = streams;
    }

    /** Which letters; empty is any. */
    record Wanted(
            Optional<String> sink,
            Optional<StreamName> stream,
            Optional<String> code,
            Optional<Instant> from,
            Optional<Instant> until) {

        DeadLetterFilter at(String name) {
            return new DeadLetterFilter(name, stream, code, from, until);
        }

        boolean counts(DeadLetters.Count count) {
            return sink.map(count.sink()::equals).orElse(true)
                    && stream.map(count.stream()::equals).orElse(true)
                    && code.map(count.code()::equals).orElse(true);
        }
    }

    /**
     * Finds a page.
     *
     * @param after the last letter of the page before; empty is the first page
     */
    LetterPage find(Wanted wanted, int limit, Optional<LetterCursor> after) {
        List<DeadLetters.Count> counts = letters.counts().stream().filter(wanted::counts).toList();
        long hidden =
                counts.stream()
                        .filter(count -> !isReadable(count.stream()))
                        .mapToLong(DeadLetters.Count::letters)
                        .sum();
        var page = new ArrayList<DeadLetters.Kept>();
        for (String sink : letters.sinks()) {
            if (wanted.sink().map(sink::equals).orElse(true)
                    && after.map(cursor -> cursor.sink().compareTo(sink) <= 0).orElse(true)) {
                Optional<LetterCursor> here = after.filter(cursor -> cursor.sink().equals(sink));
                add(page, limit + 1, wanted.at(sink), here);
            }
        }
        boolean more = page.size() > limit;
        List<DeadLetters.Kept> shown = more ? page.subList(0, limit) : page;
        return new LetterPage(
                counts,
                List.copyOf(shown),
                hidden,
                more ? Optional.of(LetterCursor.of(shown.getLast())) : Optional.empty());
    }

    private void add(
            List<DeadLetters.Kept> page,
            int most,
            DeadLetterFilter filter,
            Optional<LetterCursor> after) {
        if (page.size() >= most) {
            return;
        }
        letters.find(
                filter,
                kept -> {
                    boolean behind =
                            after.map(cursor -> cursor.isBefore(kept.place())).orElse(true);
                    if (behind && isReadable(kept.letter().stream())) {
                        page.add(kept);
                    }
                    return page.size() < most;
                });
    }

    private boolean isReadable(StreamName stream) {
        return streams.find(stream).map(Contract::readable).orElse(false);
    }
}
