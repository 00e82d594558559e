package dev.headrace.auth;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The date of HTTP in its one preferred form, {@code Tue, 14 Nov 2023 22:13:20 GMT}. The two
 * obsolete forms, one-digit days, other zones and wrong weekdays are refused: no client of ours
 * writes them, and one form cannot be read in two ways.
 */
final class HttpDate {

    private static final String DAYS = "MonTueWedThuFriSatSun";
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final String FORM = "www, dd mmm yyyy hh:mm:ss GMT";

    private HttpDate() {}

    static Optional<Instant> parse(String text) {
        if (text.length() != FORM.length() || !hasPunctuation(text)) {
            return Optional.empty();
        }
        int year = number(text, 12, 16);
        if (year < 0) {
            return Optional.empty(); // no number, though LocalDateTime knows such years
        }
        int month = indexOfName(MONTHS, text, 8);
        int weekday = indexOfName(DAYS, text, 0);
        try {
            LocalDateTime date =
                    LocalDateTime.of(
                            year,
                            month,
                            number(text, 5, 7),
                            number(text, 17, 19),
                            number(text, 20, 22),
                            number(text, 23, 25));
            return Optional.of(date)
                    .filter(read -> read.getDayOfWeek().getValue() == weekday)
                    .map(read -> read.toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty(); // 31 February, hour 25, or no number at all
        }
    }

    static String format(Instant at) {
        LocalDateTime date = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        return name(DAYS, date.getDayOfWeek().getValue())
                + ", "
                + digits(date.getDayOfMonth(), 2)
                + ' '
                + name(MONTHS, date.getMonthValue())
                + ' '
                + digits(date.getYear(), 4)
                + ' '
                + digits(date.getHour(), 2)
                + ':'
                + digits(date.getMinute(), 2)
                + ':'
                + digits(date.getSecond(), 2)
                + " GMT";
    }

    private static boolean hasPunctuation(String text) {
        return text.startsWith(", ", 3)
                && text.charAt(7) == ' '
                && text.charAt(11) == ' '
                && text.charAt(16) == ' '
                && text.charAt(19) == ':'
                && text.charAt(22) == ':'
                && text.endsWith(" GMT");
    }

    /** Counted from 1; 0, which is no month and no weekday, when there is no such name. */
    private static int indexOfName(String names, String text, int start) {
        for (int at = 0; at < names.length(); at += 3) {
            if (names.regionMatches(at, text, start, 3)) {
                return at / 3 + 1;
            }
        }
        return 0;
    }

    private static String name(String names, int index) {
        return names.substring(3 * index - 3, 3 * index);
    }

    /** -1, which is no part of a date in this form, when a character is not a digit. */
    private static int number(String text, int start, int end) {
        int number = 0;
        for (int at = start; at < end; at++) {
            char digit = text.charAt(at);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = 10 * number + digit - '0';
        }
        return number;
    }

    private static String digits(int number, int width) {
        String digits = Integer.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
