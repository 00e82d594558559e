package dev.headrace.ingest;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.Optional;

/**
 * Tells browsers which origins may read our answers and post with a cookie. The list is the only
 * judge; {@code Vary: Origin} is on every answer, so that no cache hands one origin's to another.
 */
final class CorsFilter implements Filter {

    private static final HeaderName ALLOW_ORIGIN =
            HeaderNames.create("Access-Control-Allow-Origin");
    private static final HeaderName ALLOW_CREDENTIALS =
            HeaderNames.create("Access-Control-Allow-Credentials");
    private static final HeaderName ALLOW_METHODS =
            HeaderNames.create("Access-Control-Allow-Methods");
    private static final HeaderName ALLOW_HEADERS =
            HeaderNames.create("Access-Control-Allow-Headers");
    private static final HeaderName MAX_AGE = HeaderNames.create("Access-Control-Max-Age");
    private static final HeaderName EXPOSE = HeaderNames.create("Access-Control-Expose-Headers");

    private static final String ONE_DAY = "86400";

    private final AllowedOrigins origins;

    CorsFilter(AllowedOrigins origins) {
        this.origins = origins;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.header(HeaderNames.VARY, "Origin");
        Optional<String> origin = Exchange.text(request.headers(), HeaderNames.ORIGIN);
        if (origin.isPresent() && origins.allows(origin.get())) {
            response.header(ALLOW_ORIGIN, origin.get())
                    .header(ALLOW_CREDENTIALS, "true")
                    .header(ALLOW_METHODS, "OPTIONS,POST,GET")
                    .header(
                            ALLOW_HEADERS,
                            "Authorization,Content-Type,Content-Encoding,Headrace-Schema-Version,"
                                    + "traceparent,"
                                    + IdempotencyKey.HEADER)
                    .header(EXPOSE, CanonicalDoor.GRACE_HEADER + ",Retry-After")
                    .header(MAX_AGE, ONE_DAY);
        }
        chain.proceed();
    }
}
