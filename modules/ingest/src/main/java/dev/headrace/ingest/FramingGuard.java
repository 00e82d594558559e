package dev.headrace.ingest;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Refuses a request whose end two servers could see in different places (RFC 9112 section 6.3):
 * both lengths, several lengths, or a length that is no number.
 */
final class FramingGuard implements Filter {

    @Override
    public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
        if (isDoubtful(request.headers())) {
            response.status(Problem.BAD_REQUEST.status())
                    .header(HeaderValues.CONNECTION_CLOSE)
                    .header(HeaderNames.CONTENT_TYPE, Answer.PROBLEM_JSON)
                    .send(
                            JsonAnswers.problem(
                                    Problem.BAD_REQUEST,
                                    "one Content-Length, or Transfer-Encoding: chunked, and not both"));
            return;
        }
        chain.proceed();
    }

    private static boolean isDoubtful(ServerRequestHeaders headers) {
        boolean chunked = headers.contains(HeaderNames.TRANSFER_ENCODING);
        if (!headers.contains(HeaderNames.CONTENT_LENGTH)) {
            return chunked && !headers.contains(HeaderValues.TRANSFER_ENCODING_CHUNKED);
        }
        var length = headers.get(HeaderNames.CONTENT_LENGTH);
        return chunked || length.valueCount() > 1 || !isNumber(length.get());
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
