package dev.headrace.operations;

import dev.headrace.publishing.Accounts;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/** The books: what became of every event at every sink. */
@ApplicationScoped
@Path("/accounts")
public class AccountsResource {

    private final Administered administered;
    private final Clock clock;

    @Inject
    public AccountsResource(Administered administered, Clock clock) {
        this.administered = administered;
        this.clock = clock;
    }

    /** Every account, and how many events none of them explains. */
    @GET
    public Response show(@Context ServerRequest http) {
        AdminRequest.of(http);
        Accounts books = administered.accounts().get();
        return AdminAnswers.ok(json -> {
            AdminJson.instant(json, "at", books.at());
            json.writeNumberProperty(
                    "ageSeconds",
                    Math.max(0, Duration.between(books.at(), clock.instant()).toSeconds()));
            json.writeNumberProperty("unaccounted", books.unaccounted());
            AdminJson.list(json, "accounts", books.accounts(), AccountsResource::write);
        });
    }

    private static void write(JsonGenerator json, Accounts.Account account) {
        json.writeStringProperty("sink", account.sink());
        json.writeStringProperty("stream", account.stream());
        json.writeNumberProperty("routed", account.routed());
        json.writeNumberProperty("delivered", account.delivered());
        json.writeNumberProperty("deadLettered", account.deadLettered());
        json.writeNumberProperty("expired", account.expired());
        json.writeNumberProperty("pending", account.pending());
        json.writeNumberProperty("unaccounted", account.unaccounted());
        json.writeNumberProperty("redelivered", account.redelivered());
    }
}
