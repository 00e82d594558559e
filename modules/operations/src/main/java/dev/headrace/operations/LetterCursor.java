package dev.headrace.operations;

import dev.headrace.eventlog.DeadLetters;
import java.util.Optional;

/**
 * The place of a letter, behind which a page begins. Letters may be added and replayed meanwhile:
 * no letter comes twice and none is passed over.
 */
record LetterCursor(String sink, int file, int block, int from) {

    private static final int NUMBERS = 3;
    private static final int MOST_DIGITS = 9;

    static LetterCursor of(DeadLetters.Kept kept) {
        DeadLetters.Place place = kept.place();
        return new LetterCursor(kept.letter().sink(), place.file(), place.block(), place.from());
    }

    /** Reads what {@link #toString} wrote. */
    static Optional<LetterCursor> parse(String text) {
        int colon = text.lastIndexOf(':');
        String[] numbers = text.substring(colon + 1).split("\\.", -1);
        if (colon <= 0 || numbers.length != NUMBERS) {
            return Optional.empty();
        }
        for (String number : numbers) {
            if (number.isEmpty()
                    || number.length() > MOST_DIGITS
                    || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new LetterCursor(
                        text.substring(0, colon),
                        Integer.parseInt(numbers[0]),
                        Integer.parseInt(numbers[1]),
                        Integer.parseInt(numbers[2])));
    }

    /** Whether a letter of the same sink lies behind this place. */
    boolean isBefore(DeadLetters.Place place) {
        if (place.file() != file) {
            return place.file() > file;
        }
        return place.block() != block ? place.block() > block : place.from() > from;
    }

    @Override
    public String toString() {
        return sink + ":" + file + "." + block + "." + from;
    }
}
