package dev.headrace.publishing;

import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a sink may be written to now: breaker, throttle, pause and park in one. No I/O, no clock;
 * for one thread at a time.
 */
final class SinkGate {

    /** A plugin that throws this often in a row is parked. */
    private static final int BUGS = 3;

    private final PublishingSettings settings;
    private final Backoff backoff;
    private SinkState state = SinkState.STARTING;
    private Instant since;
    private Instant opensAt = Instant.MIN;
    private Duration lastWait = Duration.ZERO;
    private Optional<String> lastError = Optional.empty();
    private int bugs;

    SinkGate(PublishingSettings settings, Backoff backoff, Instant now) {
        this.settings = settings;
        this.backoff = backoff;
        this.since = now;
    }

    SinkState state() {
        return state;
    }

    Instant since() {
        return since;
    }

    Optional<String> lastError() {
        return lastError;
    }

    /** When a closed gate opens; empty when it is open or never will be. */
    Optional<Instant> opensAt(Instant now) {
        return isParked() || !opensAt.isAfter(now) ? Optional.empty() : Optional.of(opensAt);
    }

    boolean isParked() {
        return state == SinkState.PARKED || state == SinkState.CLOSED;
    }

    /** How many writes there may be at once: after a fault one, which finds out. */
    int permits(Instant now, int parallelWrites) {
        if (isParked() || opensAt.isAfter(now)) {
            return 0;
        }
        return switch (state) {
            case UNAVAILABLE, UNAUTHORISED -> 1;
            case STARTING, RUNNING, THROTTLED, PARKED, CLOSED -> parallelWrites;
        };
    }

    /** The target has answered: it works. */
    void answered(Instant now) {
        bugs = 0;
        lastWait = Duration.ZERO;
        if (!isParked() && !opensAt.isAfter(now)) {
            enter(SinkState.RUNNING, now);
        }
    }

    /** Opened, which says nothing yet about its writes: a breaker stays as it is. */
    void opened(Instant now) {
        if (state == SinkState.STARTING) {
            enter(SinkState.RUNNING, now);
        }
    }

    /** A fault of the target. */
    void failed(SinkException fault, Instant now) {
        bugs = 0;
        switch (fault) {
            case SinkException.Unavailable f -> unavailable("unavailable", now);
            case SinkException.TooLarge f -> unavailable("too-large", now);
            case SinkException.Throttled f -> throttled(f.retryAfter(), now);
            case SinkException.Unauthorised f -> {
                lastError = Optional.of("unauthorised");
                opensAt = now.plus(settings.unauthorisedPause());
                enter(SinkState.UNAUTHORISED, now);
            }
            case SinkException.Misconfigured f -> park("misconfigured", now);
        }
    }

    /** Closes the gate for a while; a fault of a write that began before does so only once. */
    void unavailable(String code, Instant now) {
        lastError = Optional.of(code);
        if (state == SinkState.UNAVAILABLE && opensAt.isAfter(now)) {
            return;
        }
        opensAt = now.plus(nextWait());
        enter(SinkState.UNAVAILABLE, now);
    }

    /** An exception that the contract does not know: the plugin's bug. */
    void bug(Instant now) {
        bugs++;
        lastError = Optional.of("exception");
        if (bugs >= BUGS) {
            park("exception", now);
        }
    }

    /** An error that does not close the gate. */
    void note(String code) {
        lastError = Optional.of(code);
    }

    void park(String code, Instant now) {
        lastError = Optional.of(code);
        enter(SinkState.PARKED, now);
    }

    void close(Instant now) {
        enter(SinkState.CLOSED, now);
    }

    private void throttled(Duration asked, Instant now) {
        lastError = Optional.of("throttled");
        Duration pause = asked.isPositive() ? asked : nextWait();
        Duration longest = settings.longestThrottle();
        Instant until = now.plus(pause.compareTo(longest) > 0 ? longest : pause);
        opensAt = until.isAfter(opensAt) ? until : opensAt;
        enter(SinkState.THROTTLED, now);
    }

    private Duration nextWait() {
        lastWait = backoff.after(lastWait);
        return lastWait;
    }

    private void enter(SinkState next, Instant now) {
        boolean stays = state == SinkState.CLOSED || (isParked() && next != SinkState.CLOSED);
        if (!stays && state != next) {
            state = next;
            since = now;
        }
    }
}
