package dev.headrace.operations;

import dev.headrace.auth.KeyUse;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import tools.jackson.core.JsonGenerator;

/** Which HMAC keys are in use; never a secret. */
@ApplicationScoped
@Path("/keys")
public class KeysResource {

    private final Administered administered;

    @Inject
    public KeysResource(Administered administered) {
        this.administered = administered;
    }

    /** Every key that was used on this node, newest use first. */
    @GET
    public Response list(@Context ServerRequest http) {
        AdminRequest.of(http);
        var uses = administered.keys().uses();
        return AdminAnswers.ok(json -> AdminJson.list(json, "keys", uses, KeysResource::write));
    }

    private static void write(JsonGenerator json, KeyUse use) {
        json.writeStringProperty("id", use.keyId());
        AdminJson.instant(json, "firstUsed", use.firstUsed());
        AdminJson.instant(json, "lastUsed", use.lastUsed());
        json.writeNumberProperty("count", use.count());
        AdminJson.texts(json, "services", use.services().stream().sorted().toList());
    }
}
