package dev.headrace.ingest;

import dev.headrace.event.Meters;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.concurrency.limits.LimitAlgorithm;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Serves so many requests of a listener at once and tells the others, early and cheaply, to come
 * again: 503 with Retry-After, never a 4xx, because some clients delete what they hold on any 4xx.
 *
 * <p>The limit is Helidon's. Its own answer has no Retry-After and no problem, so it is asked here.
 * It does not queue: a caller that waits for a place holds a connection and learns nothing.
 *
 * <p>Health, metrics and administration are always served: they are wanted most under load.
 */
public final class OverloadGuard implements Filter {

    private static final List<String> ALWAYS_SERVED =
            List.of("/health", "/metrics", "/admin", "/openapi", "/observe");

    private final Limit places;
    private final Meters.Counter refused;

    /** A guard of one listener. */
    public OverloadGuard(int concurrentRequests, Meters meters) {
        this(
                FixedLimit.builder().permits(concurrentRequests).queueLength(0).build(),
                meters.counter(
                        "requests_refused_total", Map.of("problem", Problem.OVERLOADED.word())));
    }

    private OverloadGuard(Limit places, Meters.Counter refused) {
        this.places = places;
        this.refused = refused;
    }

    /** The same for another listener, with places of its own. */
    OverloadGuard another() {
        return new OverloadGuard(places.copy(), refused);
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (isAlwaysServed(request.path().rawPath())) {
            chain.proceed();
            return;
        }
        Optional<LimitAlgorithm.Token> place = places.tryAcquire(false);
        if (place.isEmpty()) {
            refuse(response);
            return;
        }
        try {
            chain.proceed();
        } finally {
            place.get().success();
        }
    }

    /** A path that could be another one once it is decoded is work like any other. */
    private static boolean isAlwaysServed(String path) {
        if (path.indexOf('%') >= 0 || path.contains("..")) {
            return false;
        }
        for (String prefix : ALWAYS_SERVED) {
            if (path.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private void refuse(RoutingResponse response) {
        refused.add(1);
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
