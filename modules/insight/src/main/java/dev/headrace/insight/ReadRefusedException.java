package dev.headrace.insight;

/** Ends a question; an expected answer, therefore without a stack trace. */
final class ReadRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ReadProblem problem;

    /**
     * @param detail what was wrong, where, and what would be right
     */
    ReadRefusedException(ReadProblem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    static ReadRefusedException bad(String detail) {
        return new ReadRefusedException(ReadProblem.BAD_REQUEST, detail);
    }

    ReadProblem problem() {
        return problem;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
