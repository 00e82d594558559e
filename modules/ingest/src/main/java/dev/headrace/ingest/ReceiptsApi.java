package dev.headrace.ingest;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Receipts of earlier posts, wherever a listener puts them. */
public abstract class ReceiptsApi {

    private static final int OK = 200;

    private final Receipts receipts;

    ReceiptsApi(Receipts receipts) {
        this.receipts = receipts;
    }

    /** Where the accepted events of a receipt are, for the principal that posted them. */
    @GET
    @Path("/{id}")
    public Response show(@PathParam("id") String id, @Context ServerRequest http) {
        return Responses.of(answer(id, http));
    }

    private Answer answer(String id, ServerRequest http) {
        var caller =
                new Receipts.Caller(
                        Exchange.listener(http),
                        Exchange.credentials(http),
                        Exchange.text(http.headers(), HeaderNames.ORIGIN),
                        new HttpSender(http));
        try {
            return Answer.json(OK, ReceiptJson.of(receipts.find(id, caller)))
                    .with("Cache-Control", "no-store");
        } catch (RequestRefusedException e) {
            return Refusals.problem(e);
        }
    }
}
