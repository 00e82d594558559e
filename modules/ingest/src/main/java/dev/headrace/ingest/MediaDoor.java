package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.StreamCatalog;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes what players report of a session, one event or a list of them. A player that sends an event
 * again, for want of an answer, gets the answer of the first time.
 *
 * <p>202 when at least one event is stored, was before, or must not be kept; 403 when none is kept
 * for want of consent, 422 when every one breaks the contract.
 */
final class MediaDoor implements DialectDoor {

    static final String PATH = "/v1/media/events";

    private static final int ACCEPTED = 202;
    private static final int ALL_REJECTED = 422;

    private final Supplier<IngestPipeline> pipeline;
    private final StreamCatalog catalog;

    MediaDoor(Supplier<IngestPipeline> pipeline, StreamCatalog catalog) {
        this.pipeline = pipeline;
        this.catalog = catalog;
    }

    @Override
    public Set<String> paths() {
        return Set.of("POST " + PATH);
    }

    @Override
    public void open(HttpRouting.Builder routing) {
        routing.post(PATH, Sending.of(this::post));
    }

    private Answer post(ServerRequest http) {
        try {
            String stream = DialectStreams.find(catalog, Dialect.MEDIA, Contract.Listener.PUBLIC);
            return take(Exchange.read(http, stream, http.content().inputStream()));
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    /** Takes a request to the stream. */
    Answer take(IngestRequest request) {
        var posted = new PostedEvents();
        try {
            IngestAnswer taken = pipeline.get().ingest(request, posted);
            return CanonicalDoor.withFields(answer(posted, taken), taken);
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }

    private static Answer answer(PostedEvents posted, IngestAnswer taken) {
        if (taken.isAllRejected()) {
            return Answer.json(ALL_REJECTED, PlatformAnswers.rejected(taken.receipt()));
        }
        return ConsentAnswer.of(
                        taken.receipt(),
                        "the person has not agreed to analytics; nothing was stored")
                .orElseGet(() ->
                        Answer.json(ACCEPTED, PlatformAnswers.media(posted, taken.receipt())));
    }
}
