package dev.headrace.sink.tck;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A logger that remembers every line, whatever its level, and passes it on. */
final class LogRecorder implements System.Logger {

    private final System.Logger next;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogRecorder(String name) {
        next = System.getLogger(name);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public String getName() {
        return next.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        return level != Level.OFF;
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String message,
            @Nullable Throwable thrown) {
        lines.add(message + stack(thrown));
        next.log(level, bundle, message, thrown);
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object... values) {
        String text = String.valueOf(format);
        lines.add(values.length == 0 ? text : MessageFormat.format(text, values));
        next.log(level, bundle, format, values);
    }

    /** With causes and what was suppressed: an operator sees all of it. */
    static String stack(@Nullable Throwable thrown) {
        if (thrown == null) {
            return "";
        }
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return "\n" + text;
    }
}
