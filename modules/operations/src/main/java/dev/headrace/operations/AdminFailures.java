package dev.headrace.operations;

import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.privacy.ChoicesUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Turns whatever an admin resource lets through into a problem: never a stack trace. */
@ApplicationScoped
@Provider
public class AdminFailures implements ExceptionMapper<Throwable> {

    private static final System.Logger LOG = System.getLogger(AdminFailures.class.getName());

    @Override
    public Response toResponse(Throwable failure) {
        return switch (failure) {
            case AdminRefusedException refused ->
                    AdminAnswers.refused(refused.problem(), refused.detail());
            case EventLogFailedException failed -> {
                LOG.log(System.Logger.Level.ERROR, "An admin request failed at the disk", failed);
                yield AdminAnswers.refused(
                        AdminProblem.DISK_FAILED,
                        "the server's log tells more; nothing was changed");
            }
            case ChoicesUnavailableException away ->
                    AdminAnswers.refused(
                            AdminProblem.STORE_AWAY, String.valueOf(away.getMessage()));
            case WebApplicationException known -> ofStatus(known.getResponse().getStatus());
            default -> {
                LOG.log(System.Logger.Level.ERROR, "An admin request failed", failure);
                yield AdminAnswers.refused(AdminProblem.UNEXPECTED, "the server's log tells more");
            }
        };
    }

    private static Response ofStatus(int status) {
        return switch (status) {
            case 404 ->
                    AdminAnswers.refused(
                            AdminProblem.NOT_FOUND, "GET /admin/openapi lists the paths");
            case 405 ->
                    AdminAnswers.refused(
                            AdminProblem.METHOD_NOT_ALLOWED, "OPTIONS lists the methods of a path");
            case 415 ->
                    AdminAnswers.refused(
                            AdminProblem.UNSUPPORTED_MEDIA_TYPE, "send application/json");
            default -> AdminAnswers.refused(AdminProblem.BAD_REQUEST, "the request is malformed");
        };
    }
}
