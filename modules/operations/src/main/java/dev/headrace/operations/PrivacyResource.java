package dev.headrace.operations;

import dev.headrace.event.Purpose;
import dev.headrace.operations.PrivacyBody.Meant;
import dev.headrace.privacy.Choice;
import dev.headrace.privacy.KnownChoices;
import dev.headrace.privacy.PersonalChoices;
import dev.headrace.privacy.Standing;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/**
 * What persons have chosen: exclusions and consents. A person or an address is named in bodies
 * alone, which nobody logs; answers and the journal show the mark that stands for it.
 */
@ApplicationScoped
@Path("/privacy")
public class PrivacyResource {

    private final Administered administered;
    private final AdminJournal journal;

    @Inject
    public PrivacyResource(Administered administered, AdminJournal journal) {
        this.administered = administered;
        this.journal = journal;
    }

    /** How much is known of what persons have chosen. */
    @GET
    public Response status(@Context ServerRequest http) {
        AdminRequest.of(http);
        PersonalChoices.Status status = choices().status();
        return AdminAnswers.ok(json -> write(json, status));
    }

    /** Excludes a person or an address. */
    @POST
    @Path("/exclusions")
    public Response exclude(@Context ServerRequest http, InputStream in) {
        AdminCaller caller = AdminCaller.operator(http);
        AdminRequest.of(http);
        PrivacyBody body = PrivacyBody.read(in, "source");
        Choice.Source source = body.source();
        Meant meant = body.meant(choices().key());
        return keep(
                caller,
                "exclude",
                Map.of("source", source.word()),
                meant,
                new Choice.Exclusion(meant.organisation(), meant.kind(), meant.mark(), source));
    }

    /** Ends an exclusion; where there is none, nothing changes. */
    @POST
    @Path("/exclusions/revoke")
    public Response readmit(@Context ServerRequest http, InputStream in) {
        AdminCaller caller = AdminCaller.operator(http);
        AdminRequest.of(http);
        Meant meant = PrivacyBody.read(in).meant(choices().key());
        return keep(
                caller,
                "readmit",
                Map.of(),
                meant,
                new Choice.Readmission(meant.organisation(), meant.mark()));
    }

    /** Keeps that a person has given or withdrawn a consent. */
    @POST
    @Path("/consents")
    public Response consent(@Context ServerRequest http, InputStream in) {
        AdminCaller caller = AdminCaller.operator(http);
        AdminRequest.of(http);
        PrivacyBody body = PrivacyBody.read(in, "purpose", "given", "policy");
        Purpose purpose = body.purpose();
        Standing.Agreement agreement = body.agreement();
        String policy = body.policy();
        Meant meant = body.person(choices().key());
        return keep(
                caller,
                agreement == Standing.Agreement.GIVEN ? "give-consent" : "withdraw-consent",
                Map.of("purpose", purpose.word(), "policy", policy),
                meant,
                new Choice.Consent(meant.organisation(), meant.mark(), purpose, agreement, policy));
    }

    /** What is known of a person or an address; changes nothing. */
    @POST
    @Path("/look-up")
    public Response lookUp(@Context ServerRequest http, InputStream in) {
        AdminCaller.operator(http);
        AdminRequest.of(http);
        Meant meant = PrivacyBody.read(in).meant(choices().key());
        return answer(meant);
    }

    private Response keep(
            AdminCaller caller,
            String action,
            Map<String, String> parameters,
            Meant meant,
            Choice choice) {
        var noted = new TreeMap<>(parameters);
        noted.put("kind", meant.kind().word());
        meant.organisation().ifPresent(name -> noted.put("organisation", name));
        journal.change(
                caller,
                new AdminJournal.Asked(action, meant.mark().text(), noted),
                () -> {
                    choices().add(choice);
                    return choice;
                });
        return answer(meant);
    }

    private Response answer(Meant meant) {
        Optional<KnownChoices> known = choices().known();
        if (known.isEmpty()) {
            throw new AdminRefusedException(
                    AdminProblem.STORE_AWAY,
                    choices().status().problem().orElse("what persons have chosen is not known"));
        }
        Standing standing = known.get().of(meant.mark());
        return AdminAnswers.ok(json -> {
            json.writeStringProperty("mark", meant.mark().text());
            json.writeStringProperty("kind", meant.kind().word());
            json.writeBooleanProperty("excluded", standing.isExcluded());
            AdminJson.nested(json, "consents", inner -> consents(inner, standing));
        });
    }

    private static void consents(JsonGenerator json, Standing standing) {
        for (Purpose purpose : Purpose.values()) {
            json.writeStringProperty(
                    purpose.word(), standing.agreement(purpose).name().toLowerCase(Locale.ROOT));
        }
    }

    private static void write(JsonGenerator json, PersonalChoices.Status status) {
        json.writeStringProperty(
                "state", status.state().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        AdminJson.text(json, "asOf", status.asOf());
        json.writeNumberProperty("generation", status.generation());
        json.writeNumberProperty("marks", status.marks());
        json.writeNumberProperty("exclusions", status.exclusions());
        AdminJson.text(json, "problem", status.problem());
    }

    private PersonalChoices choices() {
        return administered.choices();
    }
}
