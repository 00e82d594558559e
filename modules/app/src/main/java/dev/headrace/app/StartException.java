package dev.headrace.app;

/** The process cannot start, for a reason that a person can mend; the message is enough. */
final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(String message) {
        super(message);
    }

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
