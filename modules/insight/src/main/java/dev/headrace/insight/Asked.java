package dev.headrace.insight;

import io.helidon.webserver.http.ServerRequest;
import jakarta.ws.rs.core.Response;
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

    static Readers.Reader reader(Readers readers, ServerRequest http) {
        return readers.reader(http)
                .orElseThrow(() ->
                        new ReadRefusedException(
                                ReadProblem.UNAUTHENTICATED,
                                "numbers are for known callers: send credentials as for a post"));
    }
}
