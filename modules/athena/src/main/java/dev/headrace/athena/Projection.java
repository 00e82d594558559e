package dev.headrace.athena;

import dev.headrace.sink.StreamContract;
import java.time.Duration;
import java.time.format.DateTimeFormatter;

/**
 * A partition column whose values the engine works out for itself, so that no partition is ever
 * registered.
 */
sealed interface Projection {

    /** The column. */
    String name();

    /** A day, as text. Bounds are dates or {@code NOW} with an offset. */
    record Days(String name, String format, String from, String until) implements Projection {}

    /** An hour, {@code 00} to {@code 23}. */
    record Hours(String name) implements Projection {}

    /**
     * The days that may have lines. A day more at either end: clocks differ, and what is past its
     * retention is not removed at once.
     */
    static Days days(String name, StreamContract contract, StoredLines lines) {
        String format = lines.layout().dateFormat();
        String from =
                contract.retention()
                        .map(Projection::days)
                        .map(days -> "NOW-" + days + "DAYS")
                        .orElseGet(() -> DateTimeFormatter.ofPattern(format).format(lines.since()));
        return new Days(name, format, from, "NOW+1DAYS");
    }

    private static long days(Duration retention) {
        return Math.ceilDiv(retention.toSeconds(), Duration.ofDays(1).toSeconds()) + 1;
    }
}
