package dev.headrace.distribution;

/** The plugins of the distribution cannot be put together; the message is for whoever builds. */
final class PluginsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PluginsException(String message) {
        super(message);
    }

    PluginsException(String message, Throwable cause) {
        super(message, cause);
    }
}
