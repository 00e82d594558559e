package dev.headrace.insight;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Turns whatever a resource lets through into a problem: never a stack trace. */
@ApplicationScoped
@Provider
public class ReadFailures implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(ReadFailures.class.getName());

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof WebApplicationException known) {
            return switch (known.getResponse().getStatus()) {
                case 404 -> ReadAnswers.problem(ReadProblem.NOT_FOUND, "there is /v1/query/counts");
                case 405 -> ReadAnswers.problem(ReadProblem.METHOD_NOT_ALLOWED, "GET is");
                default -> ReadAnswers.problem(ReadProblem.BAD_REQUEST, "the request is malformed");
            };
        }
        LOG.log(System.Logger.Level.ERROR, "A question failed for a reason of our own", failure);
        return ReadAnswers.problem(ReadProblem.UNEXPECTED, "the server's log tells more");
    }
}
