package dev.headrace.plugin.postgresql;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How instants become timestamptz. Always towards the past, never rounded: a time just before
 * midnight must not move into the next day's partition.
 */
final class Timestamps {

    private static final long EPOCH_SECONDS = 946_684_800L; // 2000-01-01T00:00:00Z
    private static final int NANOS_A_MILLI = 1_000_000;

    /** The bounds of PostgreSQL's type. */
    private static final Instant FIRST = Instant.parse("-4713-11-24T00:00:00Z");

    private static final Instant END = Instant.parse("+294277-01-01T00:00:00Z");

    private Timestamps() {}

    static boolean storable(Instant instant) {
        return !instant.isBefore(FIRST) && instant.isBefore(END);
    }

    static long micros(Instant instant) {
        return (instant.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + instant.getNano() / 1_000;
    }

    /** To the millisecond, as the column for received times has it. */
    static long wholeMillis(Instant instant) {
        return (instant.getEpochSecond() - EPOCH_SECONDS) * 1_000_000
                + instant.getNano() / NANOS_A_MILLI * 1_000L;
    }

    static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
