package dev.headrace.app;

import java.io.OutputStream;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;

/**
 * Where the log goes: to one stream in one form, whoever writes it (System.Logger, slf4j and
 * java.util.logging all end here). Standard output stays free for answers.
 */
final class Logging {

    /** Set by bin/headrace, which can tell; Java cannot, for standard error alone. */
    static final String TERMINAL_PROPERTY = "headrace.terminal";

    private static final String OWN = "dev.headrace";

    /**
     * Warns at each stop that what it wants to stop has stopped; and shows a stack trace whenever a
     * client goes away before its answer, which any stranger can do as often as he likes.
     */
    private static final List<String> NOISE =
            List.of(
                    "io.helidon.jersey.webserver.JaxRsService",
                    "org.glassfish.jersey.server.ServerRuntime$Responder");

    /** Logs what is no request with a stack trace and with bytes of it. */
    private static final String CONNECTION = "io.helidon.webserver.http1.Http1Connection";

    private static final String TOKEN = "io.helidon.http.HttpToken";

    /** Logs with a stack trace when a client is gone before its answer. */
    private static final String ERRORS = "io.helidon.webserver.http.ErrorHandlers";

    /** Logs with a stack trace that an address is in use, which a message tells. */
    private static final String LISTENERS = "io.helidon.webserver.LoomServer";

    private Logging() {}

    /** Replaces whatever was configured before. */
    static void configure(LogFormat format, LogLevel level, OutputStream target) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        Logger own = Logger.getLogger(OWN);
        root.setLevel(level.libraries());
        own.setLevel(level.own());
        var held = new ArrayList<Logger>(List.of(root, own));
        for (String name : NOISE) {
            Logger noise = Logger.getLogger(name);
            noise.setLevel(level == LogLevel.DEBUG ? Level.FINE : Level.OFF);
            held.add(noise);
        }
        if (level != LogLevel.DEBUG) {
            held.add(without(CONNECTION, Logging::isNoToken));
            held.add(without(ERRORS, Logging::isClientGone));
            held.add(without(LISTENERS, ListenException::isCausedBy));
        }
        root.addHandler(new Lines(target, formatter(format), held));
    }

    /** A logger that leaves out what was told where it was caused. */
    private static Logger without(String name, Predicate<@Nullable Throwable> caused) {
        Logger logger = Logger.getLogger(name);
        logger.setFilter(record -> !caused.test(record.getThrown()));
        return logger;
    }

    private static boolean isNoToken(@Nullable Throwable thrown) {
        return thrown instanceof IllegalArgumentException
                && thrown.getStackTrace().length > 0
                && thrown.getStackTrace()[0].getClassName().equals(TOKEN);
    }

    private static boolean isClientGone(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClosedChannelException || cause instanceof SocketException) {
                return true;
            }
        }
        return false;
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
