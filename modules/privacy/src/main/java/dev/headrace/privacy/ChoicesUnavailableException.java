package dev.headrace.privacy;

/** The choices of persons cannot be had, or not be changed, now. */
public final class ChoicesUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message for operators: why, and what would help; nothing of a person
     */
    public ChoicesUnavailableException(String message) {
        super(message);
    }

    public ChoicesUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
