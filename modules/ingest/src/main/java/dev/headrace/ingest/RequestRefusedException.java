package dev.headrace.ingest;

/** Ends the way of a request; an expected answer, therefore without a stack trace. */
public final class RequestRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;

    /**
     * Refuses a request.
     *
     * @param detail what was wrong, where, and what would be right; without values
     */
    public RequestRefusedException(Problem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** What was wrong, where, and what would be right. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
