package dev.headrace.ingest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends the way of a request; an expected answer, therefore without a stack trace. */
public sealed class RequestRefusedException extends RuntimeException
        permits InvalidCredentialsException {

    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final transient @Nullable Throttled throttled;

    /**
     * Refuses a request.
     *
     * @param detail what was wrong, where, and what would be right; without values
     */
    public RequestRefusedException(Problem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
        this.throttled = null;
    }

    /** Refuses a request that is beyond its caller's own rate. */
    RequestRefusedException(String detail, Throttled throttled) {
        super(detail, null, false, false);
        this.problem = Problem.RATE_LIMITED;
        this.throttled = throttled;
    }

    /**
     * What a caller beyond its rate is told.
     *
     * @param retryAfterSeconds when the same request would be let in, if nothing else is sent in
     *     this caller's name; where the body was not read, when one event would be
     */
    record Throttled(Allowance allowance, long retryAfterSeconds) {

        /** The fields {@code RateLimit-Policy}, {@code RateLimit} and {@code Retry-After}. */
        Map<String, String> fields() {
            var fields = new LinkedHashMap<>(allowance.fields());
            fields.put(Refusals.RETRY_AFTER, String.valueOf(retryAfterSeconds));
            return fields;
        }
    }

    public Problem problem() {
        return problem;
    }

    /** What was wrong, where, and what would be right. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The header fields in which the answer tells of the caller's rate, if that was the reason. */
    public Map<String, String> rateFields() {
        return throttled().map(Throttled::fields).orElse(Map.of());
    }

    /** What the answer says of the caller's rate, if that was the reason. */
    Optional<Throttled> throttled() {
        return Optional.ofNullable(throttled);
    }
}
