package dev.headrace.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HexFormat;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** One JSON object a line; what a message or a stack trace holds cannot begin another line. */
final class JsonLines extends Formatter {

    private static final HexFormat HEX = HexFormat.of();

    @Override
    public String format(LogRecord record) {
        var line = new StringBuilder(256).append('{');
        field(line, "timestamp", record.getInstant().toString());
        field(line, "level", word(record.getLevel()));
        field(line, "logger", String.valueOf(record.getLoggerName()));
        field(line, "message", formatMessage(record));
        field(line, "thread", Thread.currentThread().getName());
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            field(line, "exception", thrown.getClass().getName());
            field(line, "stack", stack(thrown));
        }
        return line.append("}\n").toString();
    }

    /** The level's name in the words of System.Logger. */
    static String word(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARNING";
        }
        return value >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    static String stack(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Adds a member with a text to an object that was begun with a brace. */
    static void field(StringBuilder line, String name, String text) {
        line.append(line.length() > 1 ? ",\"" : "\"").append(name).append("\":\"");
        for (int i = 0; i < text.length(); i++) {
            escape(line, text.charAt(i));
        }
        line.append('"');
    }

    private static void escape(StringBuilder line, char c) {
        switch (c) {
            case '"' -> line.append("\\\"");
            case '\\' -> line.append("\\\\");
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isPlain(c)) {
                    line.append(c);
                } else {
                    line.append("\\u").append(HEX.toHexDigits(c));
                }
            }
        }
    }

    /** Control characters, line separators and lone surrogates are written as escapes. */
    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x7f
                || c > 0x9f && c != 0x2028 && c != 0x2029 && !Character.isSurrogate(c);
    }
}
