package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.StreamCatalog;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes errors. What applications report comes with the token of a session and is answered as the
 * canonical API answers; what browsers report by themselves, by the Reporting API and for content
 * security policies, comes without credentials, goes to a stream of its own, and is answered 204.
 */
final class ErrorsDoor implements DialectDoor {

    static final String PATH = "/v1/errors/report";

    private static final int NO_CONTENT = 204;

    private final Supplier<IngestPipeline> pipeline;
    private final StreamCatalog catalog;

    ErrorsDoor(Supplier<IngestPipeline> pipeline, StreamCatalog catalog) {
        this.pipeline = pipeline;
        this.catalog = catalog;
    }

    @Override
    public Set<String> paths() {
        return Set.of("POST " + PATH);
    }

    @Override
    public void open(HttpRouting.Builder routing) {
        routing.post(PATH, Sending.of(this::post)).options(PATH, Sending.of(http -> taken()));
    }

    private Answer post(ServerRequest http) {
        Optional<String> type = Exchange.text(http.headers(), HeaderNames.CONTENT_TYPE);
        Dialect dialect =
                BrowserReports.isType(type) ? Dialect.BROWSER_REPORTS : Dialect.ERRORS_REPORT;
        try {
            String stream = DialectStreams.find(catalog, dialect, Contract.Listener.PUBLIC);
            return take(Exchange.read(http, stream, http.content().inputStream()));
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    /** Takes what an application or a browser reports. */
    Answer take(IngestRequest request) {
        return BrowserReports.isType(request.contentType())
                ? reported(request)
                : new CanonicalDoor(pipeline.get()).post(request);
    }

    private Answer reported(IngestRequest request) {
        BodyStep step = BrowserReports.of(request.contentType());
        try {
            IngestAnswer taken =
                    pipeline.get()
                            .ingest(request.anonymous().with(Answer.JSON, request.body()), step);
            Answer answer =
                    taken.isAllRejected()
                            ? WebAnswers.refused(Problem.BROKEN_CONTRACT, taken.receipt())
                            : taken();
            return CanonicalDoor.withFields(answer, taken);
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    /** Also the answer to a browser's preflight: what it may do is said by the headers. */
    private static Answer taken() {
        return new Answer(NO_CONTENT, "", new byte[0], Map.of());
    }
}
