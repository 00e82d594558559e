package dev.headrace.ingest;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Refuses new work while the node stops: 503 with Retry-After, and the connection ends, so that the
 * caller's next try goes elsewhere. What was begun goes on. Health and metrics answer to the end.
 *
 * <p>Safe for use by any number of threads.
 */
public final class DrainGuard implements Filter {

    private volatile boolean draining;

    /** From now on nothing new is taken. */
    public void drain() {
        draining = true;
    }

    /** Whether the node is stopping. */
    public boolean isDraining() {
        return draining;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!draining || isAboutTheNode(request.path().rawPath())) {
            chain.proceed();
            return;
        }
        response.status(Problem.STOPPING.status())
                .header(
                        HeaderNames.RETRY_AFTER,
                        String.valueOf(Refusals.retryAfterSeconds(Problem.STOPPING)))
                .header(HeaderNames.CONTENT_TYPE, Answer.PROBLEM_JSON)
                .header(HeaderValues.CONNECTION_CLOSE)
                .send(
                        JsonAnswers.problem(
                                Problem.STOPPING,
                                "this node is stopping; come again, nothing was stored"));
    }

    private static boolean isAboutTheNode(String path) {
        return path.startsWith("/health") || path.equals("/metrics");
    }
}
