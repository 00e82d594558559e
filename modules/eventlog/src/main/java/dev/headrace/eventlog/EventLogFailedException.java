package dev.headrace.eventlog;

/** The disk failed the log, or the log is closed; nothing is acknowledged any more. */
public final class EventLogFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Remedy remedy;

    /** What helps. */
    public enum Remedy {
        /**
         * Nothing was lost or left half done: a later try may succeed, when there is room again.
         */
        RETRY,
        /** What is on disk is not known any more: nothing succeeds before the next start. */
        RESTART
    }

    public EventLogFailedException(String message) {
        super(message);
        this.remedy = Remedy.RESTART;
    }

    public EventLogFailedException(String message, Throwable cause) {
        this(message, cause, Remedy.RESTART);
    }

    public EventLogFailedException(String message, Throwable cause, Remedy remedy) {
        super(message, cause);
        this.remedy = remedy;
    }

    /** What helps; {@link Remedy#RESTART} where nobody knows better. */
    public Remedy remedy() {
        return remedy;
    }
}
