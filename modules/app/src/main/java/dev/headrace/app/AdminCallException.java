package dev.headrace.app;

/** An admin command could not be done; the message is enough for a person. */
final class AdminCallException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AdminCallException(String message) {
        super(message);
    }
}
