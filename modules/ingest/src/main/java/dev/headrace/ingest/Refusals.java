package dev.headrace.ingest;

import java.util.Map;

/** Answers to requests that are refused as a whole: overload says when to come again. */
final class Refusals {

    /** Long enough to let a queue drain, short enough that a client's own buffer survives. */
    private static final int OVERLOADED_SECONDS = 1;

    private static final int LOG_SECONDS = 10;

    static final String RETRY_AFTER = "Retry-After";

    private Refusals() {}

    /** The canonical form, RFC 9457. */
    static Answer problem(RequestRefusedException refused) {
        byte[] body = JsonAnswers.problem(refused.problem(), refused.detail());
        return refusal(refused, refused.problem(), Answer.PROBLEM_JSON, body);
    }

    /** A refusal in a door's own form, which may show another problem. */
    static Answer refusal(
            RequestRefusedException refused, Problem shown, String type, byte[] body) {
        Answer answer = new Answer(shown.status(), type, body, Map.of());
        if (refused.throttled().isPresent()) {
            return answer.with(refused.rateFields());
        }
        return shown.isTemporary()
                ? answer.with(RETRY_AFTER, String.valueOf(retryAfterSeconds(shown)))
                : answer;
    }

    /** A repeat of what is not delivered yet waits by itself, so it may come soon. */
    static int retryAfterSeconds(Problem problem) {
        return problem == Problem.LOG_FULL || problem == Problem.LOG_FAILED
                ? LOG_SECONDS
                : OVERLOADED_SECONDS;
    }
}
