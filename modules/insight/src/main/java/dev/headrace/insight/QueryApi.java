package dev.headrace.insight;

import dev.headrace.event.Contract;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.function.Supplier;

/** Questions for numbers, wherever a listener puts them. */
public abstract class QueryApi {

    private static final System.Logger LOG = System.getLogger(QueryApi.class.getName());

    private final Questions questions;

    QueryApi(Questions questions) {
        this.questions = questions;
    }

    /** How many events of a stream there were over time, for the caller's own organisation. */
    @GET
    @Path("/counts")
    public Response counts(@Context ServerRequest http) {
        return answered(() -> {
            Readers.Reader reader = reader(http);
            ReadQuery query = query(http, CountQueryReader.PARAMETERS);
            return ReadAnswers.counts(questions.counts(reader, listener(http), query));
        });
    }

    private static Response answered(Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (ReadRefusedException e) {
            return ReadAnswers.problem(e.problem(), e.detail());
        } catch (StoreUnavailableException | StoreMisconfiguredException e) {
            LOG.log(System.Logger.Level.WARNING, "A question was not answered", e);
            return ReadAnswers.problem(ReadProblem.STORE_AWAY, "ask again later");
        }
    }

    private Readers.Reader reader(ServerRequest http) {
        return questions
                .readers()
                .reader(http)
                .orElseThrow(() ->
                        new ReadRefusedException(
                                ReadProblem.UNAUTHENTICATED,
                                "numbers are for known callers: send credentials as for a post"));
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
