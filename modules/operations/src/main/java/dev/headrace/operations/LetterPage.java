package dev.headrace.operations;

import dev.headrace.eventlog.DeadLetter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A page of dead letters.
 *
 * @param counts all that the filter holds, also those that are not shown
 * @param letters by sink, newest first
 * @param hidden letters of streams that are not readable, or not known any more
 * @param next where the next page begins
 */
record LetterPage(
        Map<Kind, Long> counts, List<Numbered> letters, long hidden, Optional<Cursor> next) {

    /** What letters are counted by. */
    record Kind(String sink, String stream, String code) implements Comparable<Kind> {

        @Override
        public int compareTo(Kind other) {
            int bySink = sink.compareTo(other.sink);
            int byStream = bySink != 0 ? bySink : stream.compareTo(other.stream);
            return byStream != 0 ? byStream : code.compareTo(other.code);
        }
    }

    /** A letter and its number at its sink, which stays. */
    record Numbered(long number, DeadLetter letter) {}

    /**
     * A place between letters.
     *
     * @param below only letters of the sink with a lower number
     */
    record Cursor(String sink, long below) {

        private static final int MOST_DIGITS = 18;

        /** Reads what {@link #toString} wrote. */
        static Optional<Cursor> parse(String text) {
            int colon = text.lastIndexOf(':');
            String digits = text.substring(colon + 1);
            boolean good =
                    colon > 0
                            && !digits.isEmpty()
                            && digits.length() <= MOST_DIGITS
                            && digits.chars().allMatch(c -> c >= '0' && c <= '9');
            return good
                    ? Optional.of(new Cursor(text.substring(0, colon), Long.parseLong(digits)))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return sink + ":" + below;
        }
    }
}
