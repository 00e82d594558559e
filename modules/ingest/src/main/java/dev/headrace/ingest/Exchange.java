package dev.headrace.ingest;

import dev.headrace.auth.Credentials;
import dev.headrace.event.Contract;
import dev.headrace.event.Signal;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an HTTP request into an {@link IngestRequest}: every header by name, once. */
final class Exchange {

    private static final HeaderName HMAC_TOKEN = HeaderNames.create("X-Gu-Tools-HMAC-Token");
    private static final HeaderName HMAC_DATE = HeaderNames.create("X-Gu-Tools-HMAC-Date");
    private static final HeaderName SERVICE_NAME = HeaderNames.create("X-Gu-Tools-Service-Name");
    private static final HeaderName SCHEMA_VERSION = HeaderNames.create("Headrace-Schema-Version");
    private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");
    private static final HeaderName SEC_GPC = HeaderNames.create("Sec-GPC");
    private static final HeaderName DNT = HeaderNames.create("DNT");
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create(IdempotencyKey.HEADER);

    private Exchange() {}

    static IngestRequest read(ServerRequest http, String stream, InputStream body) {
        ServerRequestHeaders headers = http.headers();
        return new IngestRequest(
                stream,
                listener(http),
                text(headers, SCHEMA_VERSION).or(() -> query(http, "version")),
                credentials(http),
                text(headers, HeaderNames.ORIGIN),
                text(headers, HeaderNames.CONTENT_TYPE),
                text(headers, HeaderNames.CONTENT_ENCODING),
                headers.contentLength().orElse(-1),
                text(headers, TRACEPARENT),
                all(headers, IDEMPOTENCY_KEY),
                () -> signals(headers),
                new HttpSender(http),
                body);
    }

    /** A signal is given by {@code 1} and by nothing else. */
    private static Set<Signal> signals(ServerRequestHeaders headers) {
        var given = EnumSet.noneOf(Signal.class);
        if (text(headers, SEC_GPC).filter("1"::equals).isPresent()) {
            given.add(Signal.GPC);
        }
        if (text(headers, DNT).filter("1"::equals).isPresent()) {
            given.add(Signal.DNT);
        }
        return given;
    }

    static Contract.Listener listener(ServerRequest http) {
        return http.listenerContext().config().name().equals(WebServer.DEFAULT_SOCKET_NAME)
                ? Contract.Listener.PUBLIC
                : Contract.Listener.INTERNAL;
    }

    static Optional<String> text(ServerRequestHeaders headers, HeaderName name) {
        return headers.first(name);
    }

    /** All values of a header, as one list with commas, for a header that may come only once. */
    private static Optional<String> all(ServerRequestHeaders headers, HeaderName name) {
        return headers.contains(name)
                ? Optional.of(String.join(", ", headers.get(name).allValues()))
                : Optional.empty();
    }

    /**
     * The first value of a query parameter; most requests have no query, and then nothing is made.
     */
    private static Optional<String> query(ServerRequest http, String name) {
        return http.query().isEmpty() || !http.query().contains(name)
                ? Optional.empty()
                : Optional.of(http.query().get(name));
    }

    static Credentials credentials(ServerRequest http) {
        ServerRequestHeaders headers = http.headers();
        List<String> cookies =
                headers.contains(HeaderNames.COOKIE)
                        ? headers.get(HeaderNames.COOKIE).allValues()
                        : List.of();
        return new Credentials(
                text(headers, HMAC_TOKEN),
                text(headers, HMAC_DATE),
                text(headers, SERVICE_NAME),
                cookies,
                text(headers, HeaderNames.AUTHORIZATION),
                http.prologue().uriPath().rawPath());
    }
}
