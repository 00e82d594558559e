package dev.headrace.insight;

import io.helidon.webserver.http.ServerRequest;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What every resource of questions does alike: who asks, and how a refusal is answered. */
final class Asked {

    private static final System.Logger LOG = System.getLogger(Asked.class.getName());

    private Asked() {}

    static Response answered(Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (ReadRefusedException e) {
            return ReadAnswers.problem(e.problem(), e.detail());
        } catch (StoreUnavailableException | StoreMisconfiguredException e) {
            LOG.log(System.Logger.Level.WARNING, "A question was not answered", e);
            return ReadAnswers.problem(ReadProblem.STORE_AWAY, "ask again later");
        }
    }

    /** Answers a caller that is known and does not ask too often. */
    static Response answered(
            Readers readers, ServerRequest http, Function<Readers.Reader, Response> answer) {
        return switch (readers.admit(http)) {
            case Readers.Reader reader ->
                    with(answered(() -> answer.apply(reader)), reader.fields());
            case Readers.Unknown(String detail) ->
                    ReadAnswers.problem(
                            ReadProblem.UNAUTHENTICATED,
                            "numbers are for known callers, with credentials as for a post: "
                                    + detail);
            case Readers.TooFast(String detail, Map<String, String> fields) ->
                    with(ReadAnswers.problem(ReadProblem.RATE_LIMITED, detail), fields);
        };
    }

    private static Response with(Response answer, Map<String, String> fields) {
        Response.ResponseBuilder more = Response.fromResponse(answer);
        fields.forEach(more::header);
        return more.build();
    }
}
