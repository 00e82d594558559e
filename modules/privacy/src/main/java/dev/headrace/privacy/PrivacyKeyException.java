package dev.headrace.privacy;

/** The privacy key cannot be had; a start without it would store what must not be stored. */
public final class PrivacyKeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PrivacyKeyException(String message) {
        super(message);
    }

    public PrivacyKeyException(String message, Throwable cause) {
        super(message, cause);
    }
}
