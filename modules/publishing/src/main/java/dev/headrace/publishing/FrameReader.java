package dev.headrace.publishing;

import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.Position;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the log for one sink, on a thread of its own, and stops reading while the sink's memory is
 * used up.
 */
final class FrameReader {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final String sink;
    private final EventLog log;
    private final MemoryBudget budget;
    private final Consumer<LogFrame> frames;
    private final Thread thread;
    private Position next;
    private volatile boolean stopped;

    FrameReader(
            String sink, EventLog log, long from, MemoryBudget budget, Consumer<LogFrame> frames) {
        this.sink = sink;
        this.log = log;
        this.budget = budget;
        this.frames = frames;
        Position start = log.start();
        this.next = start.plus(from - start.sequence());
        this.thread =
                Thread.ofPlatform().name("headrace-read-" + sink).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Asks it to end, which it does soon; no interrupt, because that would close the log's files.
     */
    void stop() {
        stopped = true;
        budget.lift();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        while (!stopped) {
            try {
                read();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "The event log could not be read for sink " + sink + "; trying again",
                        e);
                pause();
            }
        }
    }

    private void read() throws InterruptedException {
        try (LogReader reader = log.read(next)) {
            while (!stopped) {
                budget.awaitRoom();
                Optional<LogFrame> frame = reader.next(PATIENCE);
                if (frame.isPresent()) {
                    budget.take(HeldFrame.sizeOf(frame.get()));
                    frames.accept(frame.get());
                    next = frame.get().end();
                }
            }
        }
    }

    private void pause() {
        try {
            if (!stopped) {
                Thread.sleep(PATIENCE);
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }
}
