package dev.headrace.plugin.clickhouse;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What of a JSON value a typed column can hold, exactly. ClickHouse itself wraps numbers around,
 * clamps dates and makes infinities without a word, so nothing is sent that it could do that to.
 */
final class Values {

    private static final int LONGEST_NUMBER = 400;

    /** The calendar of DateTime64 with nanoseconds, and of Date32; both ends a little inside. */
    private static final Instant FIRST = Instant.parse("1900-01-02T00:00:00Z");

    private static final Instant LAST = Instant.parse("2262-04-11T00:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2299, 12, 31);

    private Values() {}

    /** A whole number of 64 bits. */
    static Optional<Long> whole(String json) {
        if (!isNumber(json) || json.length() > LONGEST_NUMBER) {
            return Optional.empty();
        }
        try {
            if (json.length() < 19
                    && json.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9')) {
                return Optional.of(Long.valueOf(json));
            }
            var exact = new BigDecimal(json);
            boolean near = exact.precision() - (long) exact.scale() < 20;
            return near ? Optional.of(exact.longValueExact()) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The nearest double, unless that is an infinity. */
    static Optional<String> finite(String json) {
        if (!isNumber(json)) {
            return Optional.empty();
        }
        double number = Double.parseDouble(json);
        return Double.isFinite(number) ? Optional.of(Double.toString(number)) : Optional.empty();
    }

    /** A time within the calendar, from RFC 3339. */
    static Optional<Instant> time(String text) {
        try {
            return inCalendar(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<Instant> inCalendar(Instant time) {
        return time.isBefore(FIRST) || time.isAfter(LAST) ? Optional.empty() : Optional.of(time);
    }

    /** A day within the calendar. */
    static Optional<LocalDate> day(String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            return day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)
                    ? Optional.empty()
                    : Optional.of(day);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Writes a time as ClickHouse reads it fastest: {@code "2026-11-22 09:15:30.123456789"}. */
    static void write(Instant time, int fraction, RowBuffer row) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        row.ascii("\"").digits(utc.getYear(), 4).ascii("-").digits(utc.getMonthValue(), 2);
        row.ascii("-").digits(utc.getDayOfMonth(), 2).ascii(" ").digits(utc.getHour(), 2);
        row.ascii(":").digits(utc.getMinute(), 2).ascii(":").digits(utc.getSecond(), 2);
        int nanos = time.getNano();
        if (fraction == 3) {
            row.ascii(".").digits(nanos / 1_000_000, 3);
        } else {
            row.ascii(".").digits(nanos, 9);
        }
        row.ascii("\"");
    }

    private static boolean isNumber(String json) {
        char first = json.isEmpty() ? ' ' : json.charAt(0);
        return first == '-' || (first >= '0' && first <= '9');
    }
}
