package dev.headrace.auth;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Everything that the module logs while this is open, as it would be printed. */
final class LogLines extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("dev.headrace.auth");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LogLines() {
        setLevel(Level.ALL);
        setFormatter(new SimpleFormatter());
    }

    static LogLines open() {
        LogLines lines = new LogLines();
        lines.logger.setLevel(Level.ALL);
        lines.logger.setUseParentHandlers(false);
        lines.logger.addHandler(lines);
        return lines;
    }

    List<String> all() {
        return lines;
    }

    List<String> warnings() {
        return lines.stream().filter(line -> line.contains("WARNING")).toList();
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(getFormatter().format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
    }
}
