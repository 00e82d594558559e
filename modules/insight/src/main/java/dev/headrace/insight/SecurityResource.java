package dev.headrace.insight;

import dev.headrace.insight.SecurityStore.Standing;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * What the rules of security have found; below the admin resources, behind their guard. It shows
 * which events to look up at their source, and nothing of what is in them.
 */
@ApplicationScoped
@Path("/security/events")
public class SecurityResource {

    private static final int MOST = 1_000;
    private static final Set<String> PARAMETERS = Set.of("organisation", "state");

    private final Questions questions;
    private final Operators operators;

    @Inject
    public SecurityResource(Questions questions, Operators operators) {
        this.questions = questions;
        this.operators = operators;
    }

    /**
     * The alerts with the newest hits, of one organisation or of all; without more words the open
     * ones.
     */
    @GET
    public Response events(@Context ServerRequest http) {
        return Asked.answered(() -> {
            ReadQuery query = ReadQuery.of(http.query(), PARAMETERS);
            List<SecurityAlert> found =
                    questions
                            .security()
                            .find(query.organisation("organisation"), standing(query), MOST);
            return ReadAnswers.ok(json -> {
                json.writeArrayPropertyStart("events");
                for (SecurityAlert alert : found) {
                    json.writeStartObject();
                    write(json, alert);
                    json.writeEndObject();
                }
                json.writeEndArray();
            });
        });
    }

    /** Closes an open alert; what happens later opens another. */
    @POST
    @Path("/{id}/acknowledge")
    public Response acknowledge(@PathParam("id") String id, @Context ServerRequest http) {
        return Asked.answered(() -> {
            ReadQuery.of(http.query(), Set.of());
            Optional<SecurityAlert> done =
                    operators.change(
                            http,
                            "acknowledge-security-event",
                            id,
                            who -> questions.security().acknowledge(id, who));
            SecurityAlert alert =
                    done.orElseThrow(() ->
                            new ReadRefusedException(
                                    ReadProblem.NOT_FOUND,
                                    "GET /admin/security/events lists the open ones"));
            return ReadAnswers.ok(json -> write(json, alert));
        });
    }

    private static Standing standing(ReadQuery query) {
        return switch (query.text("state").orElse("open")) {
            case "open" -> Standing.OPEN;
            case "acknowledged" -> Standing.ACKNOWLEDGED;
            case "all" -> Standing.ALL;
            default -> throw ReadRefusedException.bad("state must be open, acknowledged or all");
        };
    }

    private static void write(JsonGenerator json, SecurityAlert alert) {
        json.writeStringProperty("id", alert.id());
        alert.organisation().ifPresent(name -> json.writeStringProperty("organisation", name));
        json.writeStringProperty("rule", alert.rule().word());
        json.writeStringProperty("event", alert.rule().owasp());
        json.writeStringProperty("severity", alert.rule().severity().word());
        json.writeStringProperty("subject", alert.subject());
        json.writeStringProperty("state", state(alert).name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("hits", alert.hits());
        json.writeStringProperty("first", alert.first().toString());
        json.writeStringProperty("last", alert.last().toString());
        json.writeStringProperty("firstEvent", alert.firstEvent());
        json.writeStringProperty("lastEvent", alert.lastEvent());
        alert.acknowledged()
                .ifPresent(seen -> {
                    json.writeStringProperty("acknowledgedBy", seen.by());
                    json.writeStringProperty("acknowledgedAt", seen.at().toString());
                });
    }

    private static Standing state(SecurityAlert alert) {
        return alert.acknowledged().isPresent() ? Standing.ACKNOWLEDGED : Standing.OPEN;
    }
}
