package dev.headrace.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * Reads RFC 3339 times. The usual form, UTC with up to nine fraction digits, is read by hand (0.05
 * µs); all others go to {@link OffsetDateTime}.
 */
final class Timestamps {

    /** The JDK also reads signs and up to nine digits; few that come after can hold such times. */
    private static final int YEAR_ENDS_AT = 4;

    private static final int FRACTION_AT = 19;
    private static final int LONGEST = 30;

    private Timestamps() {}

    /** The instant, or empty when the text is no time that exists. */
    static Optional<Instant> parse(String text) {
        try {
            int last = text.length() - 1;
            if (last >= FRACTION_AT
                    && last < LONGEST
                    && text.charAt(last) == 'Z'
                    && isUsual(text)) {
                return Optional.of(usual(text, last));
            }
            return Optional.of(OffsetDateTime.parse(text))
                    .filter(read -> text.charAt(YEAR_ENDS_AT) == '-')
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static boolean isUsual(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static Instant usual(String text, int last) {
        LocalDate date = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
        int hour = atMost(23, number(text, 11, 13));
        int minute = atMost(59, number(text, 14, 16));
        int second = atMost(59, number(text, 17, FRACTION_AT));
        long seconds = date.toEpochDay() * 86_400 + hour * 3_600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds, nanos(text, last));
    }

    private static int nanos(String text, int last) {
        if (last == FRACTION_AT) {
            return 0;
        }
        if (text.charAt(FRACTION_AT) != '.' || last == FRACTION_AT + 1) {
            throw new NumberFormatException("no fraction");
        }
        int nanos = number(text, FRACTION_AT + 1, last);
        for (int digits = last - FRACTION_AT - 1; digits < 9; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException("not a digit");
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static int atMost(int most, int number) {
        if (number > most) {
            throw new NumberFormatException("out of range");
        }
        return number;
    }
}
