package dev.headrace.insight;

import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** How media were delivered, for the caller's own organisation; on the public listener. */
@ApplicationScoped
@Path("/v1/media")
public class MediaResource {

    private final Questions questions;

    @Inject
    public MediaResource(Questions questions) {
        this.questions = questions;
    }

    /** Delivery by country, device, connection or browser. */
    @GET
    @Path("/bandwidth/stats")
    public Response bandwidth(@Context ServerRequest http) {
        return Asked.answered(
                questions.readers(),
                http,
                reader -> {
                    ReadQuery query = ReadQuery.of(http.query(), MediaQuestions.BANDWIDTH);
                    return MediaAnswers.bandwidth(
                            questions.media().bandwidth(reader.organisation(), query));
                });
    }

    /** How sessions went: startup, stalls, completion. */
    @GET
    @Path("/sessions/stats")
    public Response sessions(@Context ServerRequest http) {
        return Asked.answered(
                questions.readers(),
                http,
                reader -> {
                    ReadQuery query = ReadQuery.of(http.query(), MediaQuestions.SESSIONS);
                    return MediaAnswers.sessions(
                            questions.media().sessions(reader.organisation(), query));
                });
    }
}
