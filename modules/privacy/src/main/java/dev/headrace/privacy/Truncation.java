package dev.headrace.privacy;

import dev.headrace.event.FieldRule.Unit;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Cuts addresses and times down to what tells less. What cannot be read is not kept at all. */
final class Truncation {

    static final String NO_ADDRESS = "(no address)";
    static final String NO_TIME = "(no time)";

    private Truncation() {}

    /** The site of an address. */
    static String address(String text) {
        return ClientAddress.parse(text)
                .map(address -> address.truncated().text())
                .orElse(NO_ADDRESS);
    }

    /** The hour or day of a time, in the time's own offset; a date has a day already. */
    static String time(String text, Unit unit) {
        try {
            if (unit == Unit.DAY && text.indexOf('T') < 0 && text.indexOf('t') < 0) {
                return LocalDate.parse(text).toString();
            }
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                    OffsetDateTime.parse(text)
                            .truncatedTo(
                                    switch (unit) {
                                        case HOUR -> ChronoUnit.HOURS;
                                        case DAY -> ChronoUnit.DAYS;
                                    }));
        } catch (DateTimeException e) {
            return NO_TIME;
        }
    }
}
