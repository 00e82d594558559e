package dev.headrace.app;

import dev.headrace.auth.Authenticator;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Asks the authenticator every few seconds to read changed key files again. */
final class KeyRefresh implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KeyRefresh.class.getName());
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Authenticator authenticator;
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("key-refresh").factory());

    KeyRefresh(Authenticator authenticator) {
        this.authenticator = authenticator;
        var unused =
                rounds.scheduleWithFixedDelay(
                        this::refresh, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A failure shows in health and never ends the rounds. */
    private void refresh() {
        try {
            authenticator.refresh();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Keys could not be read again; the last good ones stay", e);
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}
