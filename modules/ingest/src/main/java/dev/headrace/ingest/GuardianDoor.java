package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Dialect;
import dev.headrace.event.StreamCatalog;
import io.helidon.webserver.http.ServerRequest;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * Answers as the first seed system does. Its client sends anything but a 2xx again for ever, so a
 * partly bad batch is a 201 with the refusals in {@code data}.
 */
final class GuardianDoor {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int BAD_REQUEST = 400;

    private final IngestPipeline pipeline;
    private final StreamCatalog catalog;
    private final ToolAccessed toolAccessed;

    GuardianDoor(
            IngestPipeline pipeline, StreamCatalog catalog, GuardianDialect dialect, Clock clock) {
        this.pipeline = pipeline;
        this.catalog = catalog;
        this.toolAccessed = new ToolAccessed(pipeline, dialect, clock);
    }

    /** Takes events. */
    Answer post(ServerRequest http, InputStream body) {
        return inEnvelope(http, body, this::take);
    }

    /** Takes the tracking pixel. */
    Answer toolAccessed(ServerRequest http) {
        return inEnvelope(
                http, InputStream.nullInputStream(), request -> toolAccessed.record(request, http));
    }

    /** Says that the process answers. */
    Answer healthcheck() {
        return Answer.json(OK, JsonAnswers.guardian("ok", "This is the Event API app.", List.of()));
    }

    private Answer take(IngestRequest request) {
        IngestAnswer taken = pipeline.ingest(request);
        if (taken.isAllRejected()) {
            byte[] refusal =
                    JsonAnswers.guardian(
                            "error", "Incorrect event format", taken.receipt().rejected());
            return CanonicalDoor.withFields(Answer.json(BAD_REQUEST, refusal), taken);
        }
        byte[] envelope =
                JsonAnswers.guardian("ok", taken.receipt().id(), taken.receipt().rejected());
        return CanonicalDoor.withFields(Answer.json(CREATED, envelope), taken);
    }

    private Answer inEnvelope(
            ServerRequest http, InputStream body, Function<IngestRequest, Answer> step) {
        try {
            String stream =
                    Dialect.GUARDIAN.stream(catalog.all(), Contract.Listener.PUBLIC)
                            .map(contract -> contract.name().value())
                            .orElseThrow(() ->
                                    new RequestRefusedException(
                                            Problem.NOT_FOUND,
                                            "no stream speaks the guardian dialect"));
            return step.apply(Exchange.read(http, stream, body));
        } catch (RequestRefusedException e) {
            return refusal(e);
        }
    }

    /**
     * The seed system answers 403 to whatever is wrong with credentials. Its client keeps what it
     * has and comes again after any answer but a 2xx, so a caller beyond its rate gets the 429 that
     * it would get anywhere.
     */
    private static Answer refusal(RequestRefusedException refused) {
        byte[] envelope = JsonAnswers.guardian("error", refused.detail(), List.of());
        Problem shown =
                refused.problem() == Problem.UNAUTHENTICATED
                        ? Problem.FORBIDDEN
                        : refused.problem();
        return Refusals.refusal(refused, shown, Answer.JSON, envelope);
    }
}
