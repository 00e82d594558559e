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

/**
 * The first seed system's doors: what its published client asks for works unchanged. Paths are
 * case-insensitive and take one trailing slash, as there.
 */
@ApplicationScoped
@Path("/")
public class GuardianResource {

    private final GuardianDoor door;

    @Inject
    public GuardianResource(
            IngestPipeline pipeline, StreamCatalog catalog, GuardianDialect dialect, Clock clock) {
        this.door = new GuardianDoor(pipeline, catalog, dialect, clock);
    }

    /** Takes an array of events. */
    @POST
    @Path("{door: (?i:event)/?}")
    public Response event(@Context ServerRequest http, InputStream body) {
        return Responses.of(door.post(http, body));
    }

    /** The tracking pixel: one event about the person whose cookie comes with it. */
    @GET
    @Path("{door: (?i:guardian-tool-accessed)/?}")
    public Response toolAccessed(@Context ServerRequest http) {
        return Responses.of(door.toolAccessed(http));
    }

    /** Says that the process answers; what it says is the seed system's. */
    @GET
    @Path("{door: (?i:healthcheck)/?}")
    public Response healthcheck() {
        return Responses.of(door.healthcheck());
    }
}
