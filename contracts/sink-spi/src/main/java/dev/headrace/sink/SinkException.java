package dev.headrace.sink;

import java.time.Duration;
import java.util.Optional;

/**
 * The target, and not a record, is the reason why a batch was not written. Nothing is dead-lettered
 * for it. Messages are shown to operators and never hold secrets or values of events.
 */
public abstract sealed class SinkException extends Exception {

    private static final long serialVersionUID = 1L;

    private SinkException(String message, Throwable cause) {
        super(message, cause);
    }

    private SinkException(String message) {
        super(message);
    }

    /**
     * The target does not answer, is full, or fails: the breaker opens and the batch is tried
     * again.
     */
    public static final class Unavailable extends SinkException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message) {
            super(message);
        }

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The target asks for less; Headrace slows down and the breaker stays shut. */
    public static final class Throttled extends SinkException {
        private static final long serialVersionUID = 1L;

        private final Duration retryAfter;

        public Throttled(String message, Duration retryAfter) {
            super(message);
            this.retryAfter = retryAfter;
        }

        /** The pause that the target asked for; zero when it named none. */
        public Duration retryAfter() {
            return retryAfter;
        }
    }

    /** The batch is larger than the target takes: it is split and tried again. */
    public static final class TooLarge extends SinkException {
        private static final long serialVersionUID = 1L;

        public TooLarge(String message) {
            super(message);
        }
    }

    /** The target refuses our credentials or rights: the sink pauses and people are told. */
    public static final class Unauthorised extends SinkException {
        private static final long serialVersionUID = 1L;

        public Unauthorised(String message) {
            super(message);
        }

        public Unauthorised(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** It cannot work as configured: the sink is parked until its configuration changes. */
    public static final class Misconfigured extends SinkException {
        private static final long serialVersionUID = 1L;

        private final Optional<String> key;

        public Misconfigured(String message) {
            super(message);
            this.key = Optional.empty();
        }

        public Misconfigured(String key, String message) {
            super(message);
            this.key = Optional.of(key);
        }

        public Misconfigured(String key, String message, Throwable cause) {
            super(message, cause);
            this.key = Optional.of(key);
        }

        /** The setting to look at, if one is to blame. */
        public Optional<String> key() {
            return key;
        }
    }
}
