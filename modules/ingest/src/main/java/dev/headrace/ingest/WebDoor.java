package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.Rejection;
import dev.headrace.event.StreamCatalog;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes what pages of web sites send, from browsers and without any credential: custom events and
 * page views. Whatever keeps its contract is answered alike, 204 without a word: kept, put aside
 * because its site is foreign, or not kept at all. So nobody can ask which sites and events are
 * permitted here.
 */
final class WebDoor implements DialectDoor {

    /** Below it only pages of the allowed sites may post, by CORS. */
    static final String BELOW = "/v1/web/";

    private static final String EVENT = BELOW + "event";
    private static final String PAGEVIEW = BELOW + "pageview";

    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    private final Supplier<IngestPipeline> pipeline;
    private final StreamCatalog catalog;

    WebDoor(Supplier<IngestPipeline> pipeline, StreamCatalog catalog) {
        this.pipeline = pipeline;
        this.catalog = catalog;
    }

    @Override
    public Set<String> paths() {
        return Set.of("POST " + EVENT, "POST " + PAGEVIEW);
    }

    @Override
    public void open(HttpRouting.Builder routing) {
        routing.post(EVENT, Sending.of(http -> post(http, Dialect.WEB_EVENT)))
                .options(EVENT, Sending.of(http -> taken()))
                .post(PAGEVIEW, Sending.of(http -> post(http, Dialect.WEB_PAGEVIEW)))
                .options(PAGEVIEW, Sending.of(http -> taken()));
    }

    private Answer post(ServerRequest http, Dialect dialect) {
        try {
            String stream = DialectStreams.find(catalog, dialect, Contract.Listener.PUBLIC);
            return take(Exchange.read(http, stream, http.content().inputStream()));
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    /** Takes one event or a list. */
    Answer take(IngestRequest request) {
        try {
            IngestAnswer taken = pipeline.get().ingest(request.anonymous());
            return CanonicalDoor.withFields(answer(taken), taken);
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    private static Answer answer(IngestAnswer taken) {
        if (taken.receipt().rejected().isEmpty()) {
            return taken();
        }
        if (!taken.isAllRejected()) {
            return Answer.json(ACCEPTED, WebAnswers.partly(taken.receipt()));
        }
        boolean tooLarge =
                taken.receipt().rejected().stream()
                        .allMatch(one -> one.code() == Rejection.Code.TOO_LARGE);
        return tooLarge
                ? WebAnswers.refused(Problem.TOO_LARGE, taken.receipt())
                : WebAnswers.refused(Problem.BROKEN_CONTRACT, taken.receipt());
    }

    /** Also the answer to a browser's preflight: what it may do is said by the headers. */
    private static Answer taken() {
        return new Answer(NO_CONTENT, "", new byte[0], Map.of());
    }
}
