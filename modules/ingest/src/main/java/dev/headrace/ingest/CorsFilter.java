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
    private final WebSites sites;

    /**
     * Judges by two lists.
     *
     * @param origins may post with a cookie, and read
     * @param sites may post to the web doors and report errors, without credentials
     */
    CorsFilter(AllowedOrigins origins, WebSites sites) {
        this.origins = origins;
        this.sites = sites;
    }

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        response.header(HeaderNames.VARY, "Origin");
        Optional<String> origin = Exchange.text(request.headers(), HeaderNames.ORIGIN);
        origin.ifPresent(one -> answer(one, request.path().path(), response));
        chain.proceed();
    }

    private void answer(String origin, String path, RoutingResponse response) {
        if (path.startsWith(WebDoor.BELOW)) {
            answerSite(origin, response);
        } else if (origins.allows(origin)) {
            response.header(ALLOW_ORIGIN, origin)
                    .header(ALLOW_CREDENTIALS, "true")
                    .header(ALLOW_METHODS, "OPTIONS,POST,GET")
                    .header(
                            ALLOW_HEADERS,
                            "Authorization,Content-Type,Content-Encoding,Headrace-Schema-Version,"
                                    + "traceparent,"
                                    + IdempotencyKey.HEADER)
                    .header(EXPOSE, CanonicalDoor.GRACE_HEADER + ",Retry-After")
                    .header(MAX_AGE, ONE_DAY);
        } else if (path.equals(ErrorsDoor.PATH)) {
            answerSite(origin, response);
        }
    }

    /** Nothing of a visitor's credentials is asked for, so that no browser sends any. */
    private void answerSite(String origin, RoutingResponse response) {
        if (sites.allowsOrigin(origin)) {
            response.header(ALLOW_ORIGIN, origin)
                    .header(ALLOW_METHODS, "POST, OPTIONS")
                    .header(ALLOW_HEADERS, "Content-Type")
                    .header(EXPOSE, Refusals.RETRY_AFTER)
                    .header(MAX_AGE, ONE_DAY);
        }
    }
}
