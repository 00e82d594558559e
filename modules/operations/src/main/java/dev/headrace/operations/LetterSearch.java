package dev.headrace.operations;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.DeadLetters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks through the dead letters. Reads them all and holds one page; a stream that is not readable,
 * or that no contract vouches for any more, is counted and never shown.
 */
final class LetterSearch {

    private final DeadLetters letters;
    private final StreamCatalog streams;
    private final LetterFilter filter;
    private final int limit;
    private final Map<LetterPage.Kind, Long> counts = new TreeMap<>();
    private final List<LetterPage.Numbered> page = new ArrayList<>();
    private Optional<LetterPage.Cursor> next = Optional.empty();
    private long hidden;

    LetterSearch(DeadLetters letters, StreamCatalog streams, LetterFilter filter, int limit) {
        this.letters = letters;
        this.streams = streams;
        this.filter = filter;
        this.limit = limit;
    }

    /**
     * Finds a page; once per search.
     *
     * @param sinks all sinks, in order
     * @param from where the page begins; empty is the first page
     */
    LetterPage find(List<String> sinks, Optional<LetterPage.Cursor> from) {
        boolean reached = from.isEmpty();
        for (String sink : sinks) {
            boolean begins = from.isPresent() && from.get().sink().equals(sink);
            reached |= begins;
            if (filter.sink().map(sink::equals).orElse(true)) {
                long below = begins ? from.get().below() : Long.MAX_VALUE;
                new OneSink(sink, reached ? below : 0).read();
            }
        }
        return new LetterPage(counts, page, hidden, next);
    }

    /** One sink's letters, oldest first as they lie on disk: the newest that fit stay. */
    private final class OneSink {

        private final String sink;
        private final long below;
        private final int room = limit - page.size();
        private final Deque<LetterPage.Numbered> newest = new ArrayDeque<>();
        private long number;
        private boolean more;

        OneSink(String sink, long below) {
            this.sink = sink;
            this.below = below;
        }

        void read() {
            letters.forEach(sink, this::take);
            newest.descendingIterator().forEachRemaining(page::add);
            if (more && next.isEmpty()) {
                long first = newest.isEmpty() ? below : newest.getFirst().number();
                next = Optional.of(new LetterPage.Cursor(sink, first));
            }
        }

        private void take(DeadLetter letter) {
            number++;
            if (!filter.holds(letter)) {
                return;
            }
            counts.merge(
                    new LetterPage.Kind(sink, letter.stream().value(), letter.code()),
                    1L,
                    Long::sum);
            if (!isReadable(letter)) {
                hidden++;
            } else if (number < below) {
                newest.addLast(new LetterPage.Numbered(number, letter));
                if (newest.size() > room) {
                    newest.removeFirst();
                    more = true;
                }
            }
        }
    }

    private boolean isReadable(DeadLetter letter) {
        return streams.find(letter.stream()).map(Contract::readable).orElse(false);
    }
}
