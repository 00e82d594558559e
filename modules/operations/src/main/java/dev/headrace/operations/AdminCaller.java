package dev.headrace.operations;

import dev.headrace.auth.AdminRole;
import dev.headrace.auth.Administrator;
import io.helidon.webserver.http.ServerRequest;

/**
 * Who sends an admin request, and from where; {@link AdminGuard} puts it into the request.
 *
 * @param from the address of the other end of the connection
 */
record AdminCaller(Administrator administrator, String from) {

    /**
     * The caller of a request. A request that no guard has seen has none and is refused, whatever
     * way it came.
     */
    static AdminCaller of(ServerRequest http) {
        return http.context()
                .get(AdminCaller.class)
                .orElseThrow(() ->
                        new AdminRefusedException(
                                AdminProblem.UNAUTHENTICATED, "the request has no token"));
    }

    /** The caller of a request that changes something. */
    static AdminCaller operator(ServerRequest http) {
        AdminCaller caller = of(http);
        caller.requireOperator();
        return caller;
    }

    void requireOperator() {
        if (administrator.role() != AdminRole.OPERATOR) {
            throw new AdminRefusedException(
                    AdminProblem.FORBIDDEN, "the token's role is viewer; this needs an operator");
        }
    }
}
