package dev.headrace.eventlog;

/** The disk failed the log, or the log is closed; nothing is acknowledged any more. */
public final class EventLogFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EventLogFailedException(String message) {
        super(message);
    }

    public EventLogFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
