package dev.headrace.plugin.file;

import dev.headrace.sink.LakeFile;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A day of a stream of which at least the first hour has passed its retention.
 *
 * @param end hours that end after it stay
 */
record DueDay(Path folder, LocalDate date, Instant end) {

    private static final Duration HOUR = Duration.ofHours(1);

    /** The day that a folder is named after; empty where it is no day, or not due. */
    static Optional<DueDay> of(Path folder, Instant end) {
        String name = String.valueOf(folder.getFileName());
        try {
            var date = LocalDate.parse(name.substring(LakeFile.DATE_PREFIX.length()));
            Instant firstHour = date.atStartOfDay().toInstant(ZoneOffset.UTC).plus(HOUR);
            return firstHour.isAfter(end)
                    ? Optional.empty()
                    : Optional.of(new DueDay(folder, date, end));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a folder of this day is an hour that is over for good. */
    boolean hasPassed(Path hour) {
        String name = String.valueOf(hour.getFileName());
        if (!name.matches(LakeFile.HOUR_PREFIX + "([01]\\d|2[0-3])")) {
            return false;
        }
        int number = Integer.parseInt(name.substring(LakeFile.HOUR_PREFIX.length()));
        Instant over = date.atTime(number, 0).toInstant(ZoneOffset.UTC).plus(HOUR);
        return !over.isAfter(end);
    }
}
