package dev.headrace.publishing;

import dev.headrace.sink.SinkException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a sink may be written to now: breaker, throttle, pause, park, and a stop while the books
 * cannot be written. No I/O, no clock; for one thread at a time.
 */
final class SinkGate {

    /** A plugin that throws this often in a row is parked. */
    private static final int BUGS = 3;

    private final PublishingSettings settings;
    private final Backoff backoff;

    /** How the target and the plugin stand; what else stops the sink lies over it. */
    private SinkState target = SinkState.STARTING;

    private boolean paused;
    private boolean broken;
    private Optional<Instant> booksDue = Optional.empty();
    private Duration booksWait = Duration.ZERO;

    private SinkState state = SinkState.STARTING;
    private Instant since;
    private Instant opensAt = Instant.MIN;
    private Duration lastWait = Duration.ZERO;
    private Optional<String> lastError = Optional.empty();
    private boolean openedOnce = true;
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

    /**
     * When there is something to do at a closed gate; empty when it is open or waits for people.
     */
    Optional<Instant> opensAt(Instant now) {
        if (booksDue.isPresent()) {
            return booksDue;
        }
        return isShut() || !opensAt.isAfter(now) ? Optional.empty() : Optional.of(opensAt);
    }

    boolean isParked() {
        return target == SinkState.PARKED || target == SinkState.CLOSED;
    }

    /** Whether the books may be written, or tried again. */
    boolean permitsBooks(Instant now) {
        return !broken && booksDue.filter(due -> due.isAfter(now)).isEmpty();
    }

    /** How many writes there may be at once: after a fault one, which finds out. */
    int permits(Instant now, int parallelWrites) {
        if (isShut() || booksDue.isPresent() || opensAt.isAfter(now)) {
            return 0;
        }
        return switch (target) {
            case UNAVAILABLE, UNAUTHORISED -> 1;
            case STARTING, RUNNING, THROTTLED, STALLED, PAUSED, PARKED, CLOSED -> parallelWrites;
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

    /** Opened. After a fault of a write that says nothing: the breaker stays as it is. */
    void opened(Instant now) {
        if (target == SinkState.STARTING || !openedOnce) {
            enter(SinkState.RUNNING, now);
        }
        openedOnce = true;
    }

    /** The fault that comes now is one of opening, which the next opening disproves. */
    void openFailed() {
        openedOnce = false;
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
        if (target == SinkState.UNAVAILABLE && opensAt.isAfter(now)) {
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

    /** Nothing is written until {@link #resume}. */
    void pause(Instant now) {
        paused = true;
        show(now);
    }

    /** Ends a pause, and lets a parked sink try anew. */
    void resume(Instant now) {
        paused = false;
        if (target == SinkState.PARKED) {
            target = SinkState.STARTING;
            bugs = 0;
            lastWait = Duration.ZERO;
            opensAt = Instant.MIN;
            broken = false;
        }
        show(now);
    }

    /** The books cannot be written any more: what is on disk is not known before a restart. */
    void broken(Instant now) {
        broken = true;
        booksDue = Optional.empty();
        park("journal-failed", now);
    }

    /** The books could not be written: nothing is, until they are. */
    void stalled(Instant now) {
        lastError = Optional.of("disk");
        booksWait = backoff.after(booksWait);
        booksDue = Optional.of(now.plus(booksWait));
        show(now);
    }

    boolean isStalled() {
        return booksDue.isPresent();
    }

    /** The books are written. */
    void booksWritten(Instant now) {
        booksDue = Optional.empty();
        booksWait = Duration.ZERO;
        show(now);
    }

    void close(Instant now) {
        enter(SinkState.CLOSED, now);
    }

    private boolean isShut() {
        return paused || isParked();
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
        boolean stays = target == SinkState.CLOSED || (isParked() && next != SinkState.CLOSED);
        if (!stays) {
            target = next;
            show(now);
        }
    }

    /** What people see is the weightiest of what stops the sink. */
    private void show(Instant now) {
        SinkState next = target;
        if (!isParked() && booksDue.isPresent()) {
            next = SinkState.STALLED;
        }
        if (paused && target != SinkState.CLOSED) {
            next = SinkState.PAUSED;
        }
        if (state != next) {
            state = next;
            since = now;
        }
    }
}
