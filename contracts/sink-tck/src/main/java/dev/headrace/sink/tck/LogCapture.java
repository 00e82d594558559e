package dev.headrace.sink.tck;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Everything that is logged by {@link System.Logger} or {@link Logger}, or printed, until it is
 * closed. Levels stay as they are: what an operator turns on for an hour is the operator's choice.
 */
final class LogCapture implements AutoCloseable {

    private final Logger root = Logger.getLogger("");
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final Handler handler = new Recorder();

    private LogCapture() {}

    static LogCapture start() {
        var capture = new LogCapture();
        capture.root.addHandler(capture.handler);
        var print = new PrintStream(capture.printed, true, StandardCharsets.UTF_8);
        System.setOut(print);
        System.setErr(print);
        capture.requireThatItHears();
        return capture;
    }

    private void requireThatItHears() {
        String marker = Canary.fresh();
        System.getLogger("dev.headrace.conformance")
                .log(System.Logger.Level.WARNING, "The kit listens to the log: {0}", marker);
        if (lines().stream().noneMatch(line -> line.contains(marker))) {
            close();
            throw new AssertionError(
                    "what is logged by System.Logger does not reach the kit: the class path holds a"
                            + " logger finder that goes neither to java.util.logging nor to the"
                            + " console");
        }
    }

    /** One entry for each line that was logged, and one for all that was printed. */
    List<String> lines() {
        var lines = new ArrayList<>(logged);
        lines.addAll(printed.toString(StandardCharsets.UTF_8).lines().toList());
        return lines;
    }

    @Override
    public void close() {
        root.removeHandler(handler);
        System.setOut(out);
        System.setErr(err);
    }

    private final class Recorder extends Handler {

        private final SimpleFormatter text = new SimpleFormatter();

        Recorder() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord line) {
            logged.add(text.format(line));
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
