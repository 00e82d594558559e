package dev.headrace.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Turns whatever a resource lets through into a problem: never a stack trace, never HTML. */
@ApplicationScoped
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(FailureMapper.class.getName());

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof RequestRefusedException refused) {
            return Responses.of(Refusals.problem(refused));
        }
        if (failure instanceof WebApplicationException known) {
            return Responses.of(Refusals.problem(ofStatus(known.getResponse().getStatus())));
        }
        LOG.log(System.Logger.Level.ERROR, "A request failed for a reason of our own", failure);
        return Responses.of(Refusals.problem(unexpected()));
    }

    /** What a client is told of a fault of our own. */
    static RequestRefusedException unexpected() {
        return new RequestRefusedException(Problem.UNEXPECTED, "the server's log tells more");
    }

    private static RequestRefusedException ofStatus(int status) {
        return switch (status) {
            case 404 -> new RequestRefusedException(Problem.NOT_FOUND, "see GET /v1/streams");
            case 405 ->
                    new RequestRefusedException(
                            Problem.METHOD_NOT_ALLOWED, "OPTIONS lists the methods of a path");
            case 415 ->
                    new RequestRefusedException(
                            Problem.UNSUPPORTED_MEDIA_TYPE, "Content-Type is not well-formed");
            default -> new RequestRefusedException(Problem.BAD_REQUEST, "the request is malformed");
        };
    }
}
