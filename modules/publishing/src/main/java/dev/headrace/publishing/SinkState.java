package dev.headrace.publishing;

/** How a sink stands. */
public enum SinkState {
    /** Being opened for the first time. */
    STARTING,
    RUNNING,
    /** The target asked for less; writing goes on after a pause. */
    THROTTLED,
    /** The target does not answer; tried again with growing pauses, without end. */
    UNAVAILABLE,
    /** The target refuses our credentials; tried again now and then. */
    UNAUTHORISED,
    /**
     * Headrace's own disk does not take the sink's progress, for example because the volume is
     * full; tried again with growing pauses, and nothing is written to the target meanwhile.
     */
    STALLED,
    /** Stopped by an operator until resumed, over restarts too. */
    PAUSED,
    /**
     * Stopped until resumed or restarted: wrong configuration, or a plugin's bug. After a journal
     * that could not be forced ({@code journal-failed}) only a restart helps.
     */
    PARKED,
    CLOSED
}
