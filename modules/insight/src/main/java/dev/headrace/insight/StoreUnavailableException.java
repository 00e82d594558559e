package dev.headrace.insight;

/** The store does not answer, or not now: what was asked of it can be asked again. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message for operators; without secrets and values of events
     */
    public StoreUnavailableException(String message) {
        super(message);
    }

    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
