package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.StreamCatalog;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes what applications tell of their use: {@code {"events":[…]}} with the token of a session,
 * whose organisation and actor are the events'. {@code recorded} says whether anything is kept; 403
 * that nothing is, because nobody has agreed to it.
 */
final class AnalyticsDoor implements DialectDoor {

    private static final String PATH = "/v1/analytics/track";

    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int ALL_REJECTED = 422;

    private final Supplier<IngestPipeline> pipeline;
    private final StreamCatalog catalog;

    AnalyticsDoor(Supplier<IngestPipeline> pipeline, StreamCatalog catalog) {
        this.pipeline = pipeline;
        this.catalog = catalog;
    }

    @Override
    public Set<String> paths() {
        return Set.of("POST " + PATH);
    }

    @Override
    public void open(HttpRouting.Builder routing) {
        routing.post(PATH, Sending.of(this::post))
                .options(
                        PATH,
                        Sending.of(http -> new Answer(NO_CONTENT, "", new byte[0], Map.of())));
    }

    private Answer post(ServerRequest http) {
        try {
            String stream =
                    DialectStreams.find(catalog, Dialect.ANALYTICS_TRACK, Contract.Listener.PUBLIC);
            return take(Exchange.read(http, stream, http.content().inputStream()));
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    /** Takes a batch. */
    Answer take(IngestRequest request) {
        try {
            IngestAnswer taken = pipeline.get().ingest(request, EventsEnvelope::takeOff);
            return CanonicalDoor.withFields(answer(taken), taken);
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    private static Answer answer(IngestAnswer taken) {
        return ConsentAnswer.of(
                        taken.receipt(),
                        "no event's consent has analytics among its purposes, or the person has"
                                + " withdrawn it; nothing was stored")
                .orElseGet(() ->
                        Answer.json(
                                taken.isAllRejected() ? ALL_REJECTED : ACCEPTED,
                                PlatformAnswers.tracked(taken.receipt())));
    }
}
