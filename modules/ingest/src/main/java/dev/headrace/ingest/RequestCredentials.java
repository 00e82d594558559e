package dev.headrace.ingest;

import dev.headrace.auth.Credentials;
import io.helidon.webserver.http.ServerRequest;

/** Reads what a request says of its caller, for resources of other modules. */
public final class RequestCredentials {

    private RequestCredentials() {}

    /** The credentials, as the doors read them. */
    public static Credentials of(ServerRequest http) {
        return Exchange.credentials(http);
    }
}
