package dev.headrace.eventlog;

/** Where an event's id comes from: an id that the server made up cannot come a second time. */
public enum IdOrigin {
    /** The event brought it. */
    EVENT,
    /** It was derived from the request's idempotency key. */
    REQUEST_KEY,
    /** It was derived from the event's own content, however that was written. */
    CONTENT,
    /** The server made it up. */
    MADE;

    /** Whether a repeat of the event would bring the same id. */
    public boolean isRepeatable() {
        return this != MADE;
    }
}
