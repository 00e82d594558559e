package dev.headrace.operations;

import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The description of the admin resources, for people and tools. */
@ApplicationScoped
@Path("/openapi")
public class OpenApiResource {

    static final String FILE = "admin-openapi.yaml";

    /** OpenAPI 3, as YAML. */
    @GET
    public Response show(@Context ServerRequest http) {
        AdminRequest.of(http);
        try (InputStream in = OpenApiResource.class.getResourceAsStream(FILE)) {
            return Response.ok(Objects.requireNonNull(in, FILE).readAllBytes(), "application/yaml")
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
