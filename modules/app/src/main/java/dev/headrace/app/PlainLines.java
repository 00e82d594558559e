package dev.headrace.app;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** Lines for people: time of day, level, the last part of the logger's name, message. */
final class PlainLines extends Formatter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    @Override
    public String format(LogRecord record) {
        String logger = String.valueOf(record.getLoggerName());
        String line =
                String.format(
                        Locale.ROOT,
                        "%s %-7s %s: %s%n",
                        TIME.format(record.getInstant().atZone(ZoneId.systemDefault())),
                        JsonLines.word(record.getLevel()),
                        logger.substring(logger.lastIndexOf('.') + 1),
                        formatMessage(record));
        return record.getThrown() == null ? line : line + JsonLines.stack(record.getThrown());
    }
}
