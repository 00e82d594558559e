package dev.headrace.insight;

import dev.headrace.event.Contract;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;

/** Questions for numbers, wherever a listener puts them. */
public abstract class QueryApi {

    private final Questions questions;

    QueryApi(Questions questions) {
        this.questions = questions;
    }

    /** How many events of a stream there were over time, for the caller's own organisation. */
    @GET
    @Path("/counts")
    public Response counts(@Context ServerRequest http) {
        return Asked.answered(
                questions.readers(),
                http,
                reader -> {
                    ReadQuery query = query(http, CountQueryReader.PARAMETERS);
                    return ReadAnswers.counts(questions.counts(reader, listener(http), query));
                });
    }

    private static ReadQuery query(ServerRequest http, Set<String> known) {
        return ReadQuery.of(http.query(), known);
    }

    private static Contract.Listener listener(ServerRequest http) {
        return http.listenerContext().config().name().equals(WebServer.DEFAULT_SOCKET_NAME)
                ? Contract.Listener.PUBLIC
                : Contract.Listener.INTERNAL;
    }
}
