package dev.headrace.operations;

import dev.headrace.event.Contract;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** The contracts that are in force, of both listeners. */
@ApplicationScoped
@Path("/streams")
public class StreamsResource {

    private final Administered administered;

    @Inject
    public StreamsResource(Administered administered) {
        this.administered = administered;
    }

    /** All, by name. */
    @GET
    public Response list(@Context ServerRequest http) {
        AdminRequest.of(http);
        var contracts = administered.streams().all();
        return AdminAnswers.ok(
                json -> AdminJson.list(json, "streams", contracts, StreamsResource::write));
    }

    private static void write(JsonGenerator json, Contract contract) {
        json.writeStringProperty("name", contract.name().value());
        json.writeStringProperty("title", contract.title());
        json.writeStringProperty("listener", contract.listener().name().toLowerCase(Locale.ROOT));
        json.writeBooleanProperty("readable", contract.readable());
        AdminJson.list(
                json,
                "schemas",
                contract.schemas().values(),
                (inner, schema) -> {
                    inner.writeNumberProperty("version", schema.number());
                    inner.writeStringProperty("sha256", schema.digest());
                });
    }
}
