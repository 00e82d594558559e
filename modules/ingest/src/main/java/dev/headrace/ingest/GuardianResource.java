package dev.headrace.ingest;

import dev.headrace.event.StreamCatalog;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;

/**
 * The first seed system's doors, with its paths, codes and answers: what its published client asks
 * for works unchanged. Paths are case-insensitive and take one trailing slash, as there.
 *
 * <p>Its client sends anything but a 2xx again for ever, so a partly bad batch is a 201 with the
 * refusals in {@code data}.
 */
@ApplicationScoped
@Path("/")
public class GuardianResource {

    private static final int CREATED = 201;
    private static final int BAD_REQUEST = 400;

    private final IngestPipeline pipeline;
    private final StreamCatalog catalog;
    private final ToolAccessed toolAccessed;

    @Inject
    public GuardianResource(
            IngestPipeline pipeline, StreamCatalog catalog, GuardianDialect dialect, Clock clock) {
        this.pipeline = pipeline;
        this.catalog = catalog;
        this.toolAccessed = new ToolAccessed(pipeline, dialect, clock);
    }

    /** Takes an array of events. */
    @POST
    @Path("{door: (?i:event)/?}")
    public Response event(@Context ServerRequest http, InputStream body) {
        return inEnvelope(http, body, this::take);
    }

    /** The tracking pixel: one event about the person whose cookie comes with it. */
    @GET
    @Path("{door: (?i:guardian-tool-accessed)/?}")
    public Response toolAccessed(@Context ServerRequest http) {
        return inEnvelope(
                http, InputStream.nullInputStream(), request -> toolAccessed.record(request, http));
    }

    /** Says that the process answers; what it says is the seed system's. */
    @GET
    @Path("{door: (?i:healthcheck)/?}")
    public Response healthcheck() {
        return Answers.json(
                200, JsonAnswers.guardian("ok", "This is the Event API app.", List.of()));
    }

    private Response take(IngestRequest request) {
        IngestAnswer answer = pipeline.ingest(request);
        return answer.isAllRejected()
                ? Answers.json(
                        BAD_REQUEST,
                        JsonAnswers.guardian(
                                "error", "Incorrect event format", answer.receipt().rejected()))
                : Answers.json(
                        CREATED,
                        JsonAnswers.guardian(
                                "ok", answer.receipt().id(), answer.receipt().rejected()),
                        answer.graceUntil());
    }

    private Response inEnvelope(ServerRequest http, InputStream body, Door door) {
        try {
            String stream =
                    GuardianDialect.stream(catalog)
                            .orElseThrow(() ->
                                    new RequestRefusedException(
                                            Problem.NOT_FOUND,
                                            "no stream speaks the guardian dialect"));
            return door.take(Exchange.read(http, stream, body));
        } catch (RequestRefusedException e) {
            return refusal(e);
        }
    }

    /** The seed system answers 403 to whatever is wrong with credentials. */
    private static Response refusal(RequestRefusedException refused) {
        byte[] envelope = JsonAnswers.guardian("error", refused.detail(), List.of());
        Problem shown =
                refused.problem() == Problem.UNAUTHENTICATED
                        ? Problem.FORBIDDEN
                        : refused.problem();
        return Answers.refusal(shown, Answers.JSON, envelope);
    }

    private interface Door {
        Response take(IngestRequest request);
    }
}
