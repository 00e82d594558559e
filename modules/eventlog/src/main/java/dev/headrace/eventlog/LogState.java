package dev.headrace.eventlog;

/** Whether the event log takes events now. */
public enum LogState {
    /** It does. */
    OPEN,
    /** There is no room for more; opens again by itself when there is. */
    FULL,
    /** A write or a force failed; only a restart helps. */
    FAILED
}
