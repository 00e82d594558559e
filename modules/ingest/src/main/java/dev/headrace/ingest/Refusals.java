package dev.headrace.ingest;

/** Answers to requests that are refused as a whole: overload says when to come again. */
final class Refusals {

    /** Long enough to let a queue drain, short enough that a client's own buffer survives. */
    private static final int OVERLOADED_SECONDS = 1;

    private static final int LOG_SECONDS = 10;

    private Refusals() {}

    /** The canonical form, RFC 9457. */
    static Answer problem(RequestRefusedException refused) {
        byte[] body = JsonAnswers.problem(refused.problem(), refused.detail());
        return refusal(refused.problem(), Answer.PROBLEM_JSON, body);
    }

    /** A refusal in a door's own form. */
    static Answer refusal(Problem problem, String type, byte[] body) {
        Answer answer = new Answer(problem.status(), type, body, java.util.Map.of());
        return problem.isTemporary()
                ? answer.with("Retry-After", String.valueOf(retryAfterSeconds(problem)))
                : answer;
    }

    /** A repeat of what is not delivered yet waits by itself, so it may come soon. */
    static int retryAfterSeconds(Problem problem) {
        return problem == Problem.OVERLOADED || problem == Problem.NOT_YET_DELIVERED
                ? OVERLOADED_SECONDS
                : LOG_SECONDS;
    }
}
