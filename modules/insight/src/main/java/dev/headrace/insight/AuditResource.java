package dev.headrace.insight;

import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/**
 * Whether the audit trail is what was written; below the admin resources, behind their guard. It
 * shows where a chain is broken, and nothing of what is in its rows.
 */
@ApplicationScoped
@Path("/audit")
public class AuditResource {

    private static final Set<String> PARAMETERS = Set.of("organisation");
    private static final String ALL = "*";

    private final Questions questions;
    private final Operators operators;

    @Inject
    public AuditResource(Questions questions, Operators operators) {
        this.questions = questions;
        this.operators = operators;
    }

    /**
     * Reads every row of one organisation or of all. An operator's, since it makes the store work;
     * the journal shows who has asked.
     */
    @POST
    @Path("/verify")
    public Response verify(@Context ServerRequest http) {
        return Asked.answered(() -> {
            Optional<String> organisation =
                    ReadQuery.of(http.query(), PARAMETERS).organisation("organisation");
            AuditStore audit = questions.audit();
            List<AuditChain> chains =
                    operators.change(
                            http,
                            "verify-audit",
                            organisation.orElse(ALL),
                            who -> audit.verify(organisation));
            return ReadAnswers.ok(json -> {
                json.writeBooleanProperty(
                        "whole", chains.stream().allMatch(chain -> chain.broken().isEmpty()));
                json.writeArrayPropertyStart("chains");
                chains.forEach(chain -> write(json, chain));
                json.writeEndArray();
            });
        });
    }

    private static void write(JsonGenerator json, AuditChain chain) {
        json.writeStartObject();
        chain.organisation().ifPresent(name -> json.writeStringProperty("organisation", name));
        json.writeStringProperty("node", chain.node());
        json.writeNumberProperty("rows", chain.rows());
        json.writeNumberProperty("dropped", chain.dropped());
        json.writeNumberProperty("last", chain.last());
        json.writeStringProperty("hash", chain.hash());
        chain.broken()
                .ifPresent(broken -> {
                    json.writeObjectPropertyStart("broken");
                    json.writeNumberProperty("number", broken.number());
                    json.writeStringProperty("fault", broken.fault().word());
                    json.writeStringProperty("detail", broken.fault().text());
                    json.writeEndObject();
                });
        json.writeEndObject();
    }
}
