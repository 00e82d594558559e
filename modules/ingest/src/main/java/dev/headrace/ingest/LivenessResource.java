package dev.headrace.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** Says on the public listener that the process answers, and nothing more; the rest is internal. */
@ApplicationScoped
@Path("/health")
public class LivenessResource {

    private static final int OK = 200;

    private static final byte[] UP =
            "{\"status\":\"UP\",\"checks\":[]}".getBytes(StandardCharsets.UTF_8);

    /** The path that a platform's health check asks for if nobody names another. */
    @GET
    public Response health() {
        return live();
    }

    @GET
    @Path("/live")
    public Response live() {
        return Responses.of(Answer.json(OK, UP));
    }
}
