package dev.headrace.ingest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;

/** Makes JAX-RS answers: status, body, and the headers that every door adds. */
final class Answers {

    static final String JSON = "application/json";
    static final String PROBLEM_JSON = "application/problem+json";
    static final String GRACE_HEADER = "Headrace-Cookie-Grace-Until";

    /** Long enough to let a queue drain, short enough that a client's own buffer survives. */
    private static final int OVERLOADED_SECONDS = 1;

    private static final int LOG_SECONDS = 10;

    private Answers() {}

    static Response json(int status, byte[] body) {
        return Response.status(status).type(JSON).entity(body).build();
    }

    /** With the end of the cookie's grace period, so that the page can renew it. */
    static Response json(int status, byte[] body, Optional<Instant> graceUntil) {
        Response.ResponseBuilder answer = Response.status(status).type(JSON).entity(body);
        graceUntil.ifPresent(until -> answer.header(GRACE_HEADER, until));
        return answer.build();
    }

    static Response problem(RequestRefusedException refused) {
        return refusal(
                refused.problem(),
                PROBLEM_JSON,
                JsonAnswers.problem(refused.problem(), refused.detail()));
    }

    /** An answer to a refused request: overload says when to come again. */
    static Response refusal(Problem problem, String type, byte[] body) {
        Response.ResponseBuilder answer = Response.status(problem.status()).type(type).entity(body);
        if (problem.isTemporary()) {
            answer.header(HttpHeaders.RETRY_AFTER, retryAfterSeconds(problem));
        }
        return answer.build();
    }

    static int retryAfterSeconds(Problem problem) {
        return problem == Problem.OVERLOADED ? OVERLOADED_SECONDS : LOG_SECONDS;
    }
}
