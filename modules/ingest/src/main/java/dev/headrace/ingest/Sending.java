package dev.headrace.ingest;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Function;

/** Sends answers by the server's own routing, without JAX-RS. */
final class Sending {

    private static final System.Logger LOG = System.getLogger(Sending.class.getName());

    private Sending() {}

    /** A handler that sends what a door answers; never a stack trace. */
    static Handler of(Function<ServerRequest, Answer> door) {
        return (http, response) -> send(response, answer(http, door));
    }

    private static Answer answer(ServerRequest http, Function<ServerRequest, Answer> door) {
        try {
            return door.apply(http);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A request failed for a reason of our own", e);
            return Refusals.problem(FailureMapper.unexpected());
        }
    }

    private static void send(ServerResponse response, Answer answer) {
        response.status(answer.status());
        if (!answer.type().isEmpty()) {
            response.header(HeaderNames.CONTENT_TYPE, answer.type());
        }
        answer.headers().forEach(response::header);
        response.send(answer.body());
    }
}
