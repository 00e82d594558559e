package dev.headrace.validation;

import java.time.YearMonth;

/**
 * Reads dates and times as RFC 3339 writes them, and stricter: only what {@code
 * java.time.Instant.parse} and every sink can take afterwards. The letters T and Z are upper-case,
 * seconds and offset are there, at most nine digits of a second, no leap second, an offset of at
 * most 18 hours, and the day exists.
 */
final class DateTimeText {

    private static final int DATE_LENGTH = "2026-11-22".length();
    private static final int SHORTEST_TIME = "07:51:27".length();
    private static final int OFFSET_LENGTH = "+01:00".length();
    private static final int MOST_FRACTION_DIGITS = 9;

    private DateTimeText() {}

    /** Whether the text is a date and a time, such as 2026-11-22T07:51:27.669Z. */
    static boolean isDateTime(String text) {
        return text.length() > DATE_LENGTH
                && text.charAt(DATE_LENGTH) == 'T'
                && isDateAt(text)
                && isTimeAt(text, DATE_LENGTH + 1);
    }

    /** Whether the text is a day that exists, such as 2026-11-22. */
    static boolean isDate(String text) {
        return text.length() == DATE_LENGTH && isDateAt(text);
    }

    /** Whether the text is a time of day with its offset, such as 07:51:27Z. */
    static boolean isTime(String text) {
        return isTimeAt(text, 0);
    }

    private static boolean isDateAt(String text) {
        int year = number(text, 0, 4);
        int month = number(text, 5, 2);
        int day = number(text, 8, 2);
        return year >= 0
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && month >= 1
                && month <= 12
                && day >= 1
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
    }

    private static boolean isTimeAt(String text, int start) {
        int end = start + SHORTEST_TIME;
        return text.length() > end
                && isBelow(number(text, start, 2), 24)
                && text.charAt(start + 2) == ':'
                && isBelow(number(text, start + 3, 2), 60)
                && text.charAt(start + 5) == ':'
                && isBelow(number(text, start + 6, 2), 60)
                && isOffsetAt(text, afterFraction(text, end));
    }

    /** Where the fraction of a second ends; the text's length if it is not a fraction. */
    private static int afterFraction(String text, int start) {
        if (text.charAt(start) != '.') {
            return start;
        }
        int end = start + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        int digits = end - start - 1;
        return digits >= 1 && digits <= MOST_FRACTION_DIGITS ? end : text.length();
    }

    private static boolean isOffsetAt(String text, int start) {
        if (start >= text.length()) {
            return false;
        }
        char sign = text.charAt(start);
        if (sign == 'Z') {
            return text.length() == start + 1;
        }
        if ((sign != '+' && sign != '-') || text.length() != start + OFFSET_LENGTH) {
            return false;
        }
        int hours = number(text, start + 1, 2);
        int minutes = number(text, start + 4, 2);
        return text.charAt(start + 3) == ':'
                && isBelow(hours, 19)
                && isBelow(minutes, 60)
                && (hours < 18 || minutes == 0);
    }

    private static boolean isBelow(int number, int bound) {
        return number >= 0 && number < bound;
    }

    /** The decimal number in a range of the text, or -1. */
    private static int number(String text, int start, int length) {
        if (text.length() < start + length) {
            return -1;
        }
        int number = 0;
        for (int i = start; i < start + length; i++) {
            char digit = text.charAt(i);
            if (!isDigit(digit)) {
                return -1;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
