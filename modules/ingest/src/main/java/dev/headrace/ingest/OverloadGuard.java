package dev.headrace.ingest;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.concurrent.Semaphore;

/**
 * Serves so many requests at once and tells the others, early and cheaply, to come again: 503 with
 * Retry-After, never a 4xx, because some clients delete what they hold on any 4xx.
 */
public final class OverloadGuard implements Filter {

    private final Semaphore places;

    public OverloadGuard(int concurrentRequests) {
        this.places = new Semaphore(concurrentRequests);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (!places.tryAcquire()) {
            refuse(response);
            return;
        }
        try {
            chain.proceed();
        } finally {
            places.release();
        }
    }

    private static void refuse(RoutingResponse response) {
        response.status(Problem.OVERLOADED.status())
                .header(
                        HeaderNames.RETRY_AFTER,
                        String.valueOf(Refusals.retryAfterSeconds(Problem.OVERLOADED)))
                .header(HeaderNames.CONTENT_TYPE, Answer.PROBLEM_JSON)
                .send(
                        JsonAnswers.problem(
                                Problem.OVERLOADED,
                                "come again after Retry-After seconds; nothing was stored"));
    }
}
