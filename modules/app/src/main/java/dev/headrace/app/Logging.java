package dev.headrace.app;

import java.io.OutputStream;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;

/**
 * Where the log goes: to one stream in one form, whoever writes it (System.Logger, slf4j and
 * java.util.logging all end here). Standard output stays free for answers.
 */
final class Logging {

    /** Set by bin/headrace, which can tell; Java cannot, for standard error alone. */
    static final String TERMINAL_PROPERTY = "headrace.terminal";

    private static final String OWN = "dev.headrace";

    /** Warns at each stop that what it wants to stop has stopped. */
    private static final String NOISE = "io.helidon.jersey.webserver.JaxRsService";

    private Logging() {}

    /** Replaces whatever was configured before. */
    static void configure(LogFormat format, LogLevel level, OutputStream target) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        Logger own = Logger.getLogger(OWN);
        root.setLevel(level.libraries());
        own.setLevel(level.own());
        Logger noise = Logger.getLogger(NOISE);
        noise.setLevel(Level.SEVERE);
        root.addHandler(new Lines(target, formatter(format), List.of(root, own, noise)));
    }

    private static Formatter formatter(LogFormat format) {
        return switch (format) {
            case JSON -> new JsonLines();
            case PLAIN -> new PlainLines();
            case AUTO -> Boolean.getBoolean(TERMINAL_PROPERTY) ? new PlainLines() : new JsonLines();
        };
    }

    /** Writes each record at once, and never closes the stream. */
    private static final class Lines extends StreamHandler {

        /**
         * The loggers whose levels were set: levels are forgotten with loggers that nobody holds.
         */
        @SuppressWarnings("UnusedVariable")
        private final List<Logger> held;

        Lines(OutputStream target, Formatter formatter, List<Logger> held) {
            super(target, formatter);
            this.held = held;
            setLevel(Level.ALL);
        }

        @Override
        public synchronized void publish(LogRecord record) {
            super.publish(record);
            flush();
        }

        @Override
        public synchronized void close() {
            flush();
        }
    }
}
