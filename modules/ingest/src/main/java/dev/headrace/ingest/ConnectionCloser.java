package dev.headrace.ingest;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Closes a connection that must not carry another request: either side asked for it (Helidon 4.4.0
 * ignores {@code Connection: close}), or a body was left unread and would be taken for the next
 * request.
 */
final class ConnectionCloser implements Filter {

    /** So much of an unread body the server reads away, to keep the connection. */
    private static final long WORTH_READING = 64 * 1024;

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.beforeSend(() -> {
            if (leavesTooMuch(request)) {
                response.header(HeaderValues.CONNECTION_CLOSE);
            }
        });
        chain.proceed();
        if (request.headers().contains(HeaderValues.CONNECTION_CLOSE)
                || response.headers().contains(HeaderValues.CONNECTION_CLOSE)
                || leavesTooMuch(request)) {
            throw new CloseConnectionException("the connection ends here");
        }
    }

    private static boolean leavesTooMuch(RoutingRequest request) {
        return request.content().hasEntity()
                && !request.content().consumed()
                && request.headers().contentLength().orElse(Long.MAX_VALUE) > WORTH_READING;
    }
}
