package dev.headrace.app;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does a small thing every few seconds, on a thread of its own. */
final class Periodic implements AutoCloseable {

    /** How soon a changed key file or stream is seen. */
    static final Duration SOON = Duration.ofSeconds(5);

    private static final System.Logger LOG = System.getLogger(Periodic.class.getName());

    private final String name;
    private final Runnable step;
    private final ScheduledExecutorService rounds;

    Periodic(String name, Duration period, Runnable step) {
        this.name = name;
        this.step = step;
        this.rounds =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon().name("headrace-" + name).factory());
        var unused =
                rounds.scheduleWithFixedDelay(
                        this::round, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A failure never ends the rounds. */
    private void round() {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, name + " failed; it will be tried again", e);
        }
    }

    /** Waits for a round under way: what it uses is closed next. */
    @Override
    public void close() {
        rounds.shutdown();
        try {
            if (!rounds.awaitTermination(SOON.toSeconds(), TimeUnit.SECONDS)) {
                rounds.shutdownNow();
            }
        } catch (InterruptedException e) {
            rounds.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
