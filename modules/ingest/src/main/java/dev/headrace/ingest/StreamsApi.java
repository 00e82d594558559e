package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamCatalog;
import dev.headrace.event.StreamName;
import io.helidon.webserver.http.ServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The canonical API, wherever a listener puts it: post events to a stream, check them, read the
 * contracts.
 */
public abstract class StreamsApi {

    private static final int OK = 200;

    private final CanonicalDoor door;
    private final StreamCatalog catalog;

    StreamsApi(IngestPipeline pipeline, StreamCatalog catalog) {
        this.door = new CanonicalDoor(pipeline);
        this.catalog = catalog;
    }

    /** Takes events: 202 and a receipt, or 422 when every one of them breaks the contract. */
    @POST
    @Path("/{stream}/events")
    public Response post(
            @PathParam("stream") String stream, @Context ServerRequest http, InputStream body) {
        return Responses.of(door.post(Exchange.read(http, stream, body)));
    }

    /**
     * Makes the same checks and stores nothing: 200, or 422 when every event breaks the contract.
     */
    @POST
    @Path("/{stream}/validate")
    public Response validate(
            @PathParam("stream") String stream, @Context ServerRequest http, InputStream body) {
        return Responses.of(door.validate(Exchange.read(http, stream, body)));
    }

    /** The streams of this listener. */
    @GET
    public Response list(@Context ServerRequest http) {
        Contract.Listener listener = Exchange.listener(http);
        return Responses.of(
                Answer.json(
                        OK,
                        ContractJson.list(
                                catalog.all().stream()
                                        .filter(contract -> contract.listener() == listener)
                                        .toList())));
    }

    /** One stream's contract. */
    @GET
    @Path("/{stream}")
    public Response show(@PathParam("stream") String stream, @Context ServerRequest http) {
        return find(stream, http)
                .map(contract -> Responses.of(Answer.json(OK, ContractJson.one(contract))))
                .orElseGet(StreamsApi::unknown);
    }

    /** One version of a stream's JSON Schema, byte for byte as published. */
    @GET
    @Path("/{stream}/schemas/{version}")
    public Response schema(
            @PathParam("stream") String stream,
            @PathParam("version") String version,
            @Context ServerRequest http) {
        OptionalInt number = SchemaVersions.number(version);
        return find(stream, http)
                .filter(contract ->
                        number.isPresent() && contract.schemas().containsKey(number.getAsInt()))
                .map(contract -> contract.schema(number.getAsInt()).json())
                .map(json -> schemaAnswer(json))
                .orElseGet(StreamsApi::unknown);
    }

    private static Response schemaAnswer(String json) {
        return Response.ok(json.getBytes(StandardCharsets.UTF_8), "application/schema+json")
                .build();
    }

    private Optional<Contract> find(String stream, ServerRequest http) {
        return Optional.of(stream)
                .filter(StreamName::isValid)
                .flatMap(name -> catalog.find(new StreamName(name)))
                .filter(contract -> contract.listener() == Exchange.listener(http));
    }

    private static Response unknown() {
        return Responses.of(
                Refusals.problem(
                        new RequestRefusedException(
                                Problem.UNKNOWN_STREAM,
                                "GET /v1/streams lists the streams of this listener")));
    }
}
