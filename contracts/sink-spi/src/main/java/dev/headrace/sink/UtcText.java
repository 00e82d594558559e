package dev.headrace.sink;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Writes instants as {@link Instant#toString()} does, without the cost of a formatter. */
final class UtcText {

    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();
    private static final long YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z").getEpochSecond();
    private static final int NANOS_OF_MILLI = 1_000_000;

    private UtcText() {}

    /** To the millisecond, always with three digits in years of four digits. */
    static void millis(JsonLine line, Instant instant) {
        long second = instant.getEpochSecond();
        int nanos = instant.getNano();
        if (second >= YEAR_0 && second < YEAR_10000) {
            seconds(line, second);
            line.ascii(".").digits(nanos / NANOS_OF_MILLI, 3).ascii("Z\"");
        } else {
            line.text(instant.truncatedTo(ChronoUnit.MILLIS).toString());
        }
    }

    /** As exact as it is: no fraction, or 3, 6 or 9 digits of it. */
    static void exact(JsonLine line, Instant instant) {
        long second = instant.getEpochSecond();
        int nanos = instant.getNano();
        if (second >= YEAR_0 && second < YEAR_10000) {
            seconds(line, second);
            fraction(line, nanos);
            line.ascii("Z\"");
        } else {
            line.text(instant.toString());
        }
    }

    private static void seconds(JsonLine line, long second) {
        var time = LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
        line.ascii("\"").digits(time.getYear(), 4);
        line.ascii("-").digits(time.getMonthValue(), 2);
        line.ascii("-").digits(time.getDayOfMonth(), 2);
        line.ascii("T").digits(time.getHour(), 2);
        line.ascii(":").digits(time.getMinute(), 2);
        line.ascii(":").digits(time.getSecond(), 2);
    }

    private static void fraction(JsonLine line, int nanos) {
        if (nanos == 0) {
            return;
        }
        line.ascii(".");
        if (nanos % NANOS_OF_MILLI == 0) {
            line.digits(nanos / NANOS_OF_MILLI, 3);
        } else if (nanos % 1_000 == 0) {
            line.digits(nanos / 1_000, 6);
        } else {
            line.digits(nanos, 9);
        }
    }
}
