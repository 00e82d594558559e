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
    /** Stopped until the next start: wrong configuration, a plugin's bug, or a failed journal. */
    PARKED,
    CLOSED
}
