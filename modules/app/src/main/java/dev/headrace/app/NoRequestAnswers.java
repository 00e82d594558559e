package dev.headrace.app;

import io.helidon.http.DirectHandler;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

/**
 * Answers to bytes that are no request, so that a client's mistake is never a 5xx. Helidon 4.4.0
 * takes a method that is no token (RFC 9110, 9.1) for a fault of its own, and a version that there
 * is not gets a 505 from it.
 */
final class NoRequestAnswers {

    /** For all connections. */
    static final DirectHandlers HANDLERS =
            DirectHandlers.builder()
                    .addHandler(
                            DirectHandler.EventType.INTERNAL_ERROR, NoRequestAnswers::internalError)
                    .addHandler(
                            DirectHandler.EventType.HTTP_VERSION_NOT_SUPPORTED,
                            (request, type, status, headers, message) ->
                                    badRequest("The version of HTTP must be 1.1 or 1.0", headers))
                    .build();

    private NoRequestAnswers() {}

    /** Before there was a request, nothing but its first line can have been at fault. */
    private static DirectHandler.TransportResponse internalError(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        return request.method().isEmpty()
                ? badRequest("The method must be a token, see RFC 9110, 9.1", headers)
                : DirectHandler.defaultHandler().handle(request, type, status, headers, message);
    }

    private static DirectHandler.TransportResponse badRequest(
            String message, ServerResponseHeaders headers) {
        return DirectHandler.TransportResponse.builder()
                .status(Status.BAD_REQUEST_400)
                .headers(headers)
                .keepAlive(false)
                .entity(message)
                .build();
    }
}
