package dev.headrace.eventlog;

/**
 * The log's quota is used up and a required sink still needs all of it. The caller may come again.
 */
public final class EventLogFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EventLogFullException(String message) {
        super(message);
    }
}
