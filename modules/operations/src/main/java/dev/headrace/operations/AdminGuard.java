package dev.headrace.operations;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * Stands before everything below {@code /admin} of the internal listener, also before what is not
 * there: without a token nobody learns which paths exist.
 */
final class AdminGuard implements Filter {

    private static final String ROOT = "/admin";
    private static final HeaderName NO_SNIFF = HeaderNames.create("X-Content-Type-Options");

    private final AdminAccess access;

    AdminGuard(AdminAccess access) {
        this.access = access;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        String path = request.path().path();
        if (!path.equals(ROOT) && !path.startsWith(ROOT + "/")) {
            chain.proceed();
            return;
        }
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.header(NO_SNIFF, "nosniff");
        try {
            request.context().register(access.admit(knock(request)));
        } catch (AdminRefusedException e) {
            refuse(response, e);
            return;
        }
        chain.proceed();
    }

    /** The body was not read, so the connection ends with the answer. */
    private static void refuse(RoutingResponse response, AdminRefusedException refusal) {
        AdminProblem problem = refusal.problem();
        response.status(Status.create(problem.status()));
        response.header(HeaderNames.CONTENT_TYPE, AdminJson.PROBLEM_JSON);
        response.header(HeaderValues.CONNECTION_CLOSE);
        switch (problem) {
            case UNAUTHENTICATED ->
                    response.header(
                            HeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"headrace admin\"");
            case TOO_MANY_FAILURES -> response.header(HeaderNames.RETRY_AFTER, "1");
            default -> {
                // nothing more to say
            }
        }
        response.send(AdminJson.problem(problem, refusal.detail()));
    }

    private static AdminAccess.Knock knock(RoutingRequest request) {
        return new AdminAccess.Knock(
                request.prologue().method().text(),
                request.headers().first(HeaderNames.HOST),
                request.headers().first(HeaderNames.ORIGIN),
                request.headers().first(HeaderNames.AUTHORIZATION),
                address(request.localPeer().address()),
                address(request.remotePeer().address()).getHostAddress());
    }

    private static InetAddress address(SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
