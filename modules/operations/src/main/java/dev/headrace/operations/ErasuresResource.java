package dev.headrace.operations;

import dev.headrace.operations.PrivacyBody.Meant;
import dev.headrace.publishing.Erasure;
import dev.headrace.publishing.SinkErasure;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/**
 * Erases the events of a person from the sinks' targets. The journal keeps the mark that stands for
 * the person and how many rows went, never the name.
 */
@ApplicationScoped
@Path("/privacy/erasures")
public class ErasuresResource {

    private final Administered administered;
    private final AdminJournal journal;

    @Inject
    public ErasuresResource(Administered administered, AdminJournal journal) {
        this.administered = administered;
        this.journal = journal;
    }

    /** Erases, or with {@code dryRun} says what it would; both take as long as the targets do. */
    @POST
    public Response erase(@Context ServerRequest http, InputStream in) throws InterruptedException {
        AdminCaller caller = AdminCaller.operator(http);
        AdminRequest.of(http);
        PrivacyBody body = PrivacyBody.read(in, "dryRun");
        Meant meant = body.person(administered.choices().key());
        var erasures = new Erasures(administered);
        if (body.isDryRun()) {
            Erasures.Report found =
                    erasures.run(Erasure.Mode.COUNT, meant.organisation(), body.actor());
            return AdminAnswers.ok(json -> write(json, meant, found));
        }
        Map<String, String> whose = new TreeMap<>();
        meant.organisation().ifPresent(name -> whose.put("organisation", name));
        String mark = meant.mark().text();
        Erasures.Report erased =
                journal.change(
                        caller,
                        new AdminJournal.Asked("erase", mark, whose),
                        () -> run(erasures, meant, body.actor()));
        journal.change(
                caller,
                new AdminJournal.Asked("erased", mark, erased.rows()),
                () -> erased.isComplete());
        return AdminAnswers.ok(json -> write(json, meant, erased));
    }

    private static Erasures.Report run(Erasures erasures, Meant meant, String actor) {
        try {
            return erasures.run(Erasure.Mode.ERASE, meant.organisation(), actor);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AdminRefusedException(
                    AdminProblem.UNEXPECTED, "interrupted: ask again, it goes on");
        }
    }

    private static void write(JsonGenerator json, Meant meant, Erasures.Report report) {
        json.writeStringProperty("mark", meant.mark().text());
        json.writeBooleanProperty("complete", report.isComplete());
        AdminJson.list(json, "sinks", report.sinks(), ErasuresResource::write);
        AdminJson.texts(json, "unreached", report.unreached());
    }

    private static void write(JsonGenerator json, SinkErasure sink) {
        json.writeStringProperty("sink", sink.sink());
        json.writeStringProperty("type", sink.type());
        AdminJson.list(
                json,
                "places",
                sink.places(),
                (inner, place) -> {
                    inner.writeStringProperty("place", place.name());
                    inner.writeNumberProperty("rows", place.rows());
                });
        AdminJson.text(json, "problem", sink.problem());
    }
}
