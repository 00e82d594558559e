package dev.headrace.athena;

import dev.headrace.sink.EnvelopeWriter;
import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * Where the lines of a stream are, and what they look like.
 *
 * @param location the folder that holds those of the dates, for example {@code
 *     s3://example-lake/events/deployment-metrics/}; ends with a slash
 * @param layout how the folders below it are named
 * @param form what a line holds
 * @param since the first day that may have lines; a stream with a retention begins later by itself
 */
public record StoredLines(
        String location, Layout layout, EnvelopeWriter.Form form, LocalDate since) {

    /** No Headrace has stored a line before. */
    public static final LocalDate FIRST_DAY = LocalDate.of(2026, 1, 1);

    private static final Pattern LOCATION = Pattern.compile("[a-z][a-z0-9]*://[\\w/.!*()=+-]+");

    /**
     * Checks the location.
     *
     * @throws IllegalArgumentException when it is none, or has characters that need care in SQL
     */
    public StoredLines {
        if (!LOCATION.matcher(location).matches()) {
            throw new IllegalArgumentException(
                    "is not a location; one is for example s3://example-lake/events/web/");
        }
        location = location.endsWith("/") ? location : location + '/';
    }
}
