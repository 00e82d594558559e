package dev.headrace.operations;

/** Ends the way of an admin request; an expected answer, therefore without a stack trace. */
final class AdminRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final AdminProblem problem;

    AdminRefusedException(AdminProblem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    AdminProblem problem() {
        return problem;
    }

    /** What was wrong and what would be right. */
    String detail() {
        return String.valueOf(getMessage());
    }
}
