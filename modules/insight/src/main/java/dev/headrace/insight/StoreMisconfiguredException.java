package dev.headrace.insight;

/** The store cannot be used as it is configured; trying again does not help. */
public final class StoreMisconfiguredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message for operators: what is wrong, and what would be right; without secrets
     */
    public StoreMisconfiguredException(String message) {
        super(message);
    }
}
