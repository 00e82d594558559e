package dev.headrace.privacy;

/** The operator's file of places cannot be used; the message says why and what would be right. */
public final class GeoFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GeoFileException(String message) {
        super(message);
    }

    GeoFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
