package dev.headrace.operations;

import dev.headrace.publishing.ReplayRequest;
import dev.headrace.publishing.Replays.Estimate;
import dev.headrace.publishing.Replays.Replay;
import dev.headrace.publishing.Replays.State;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** Replays: what would be delivered again, begin, watch, cancel. */
@ApplicationScoped
@Path("/replays")
public class ReplaysResource {

    private final Administered administered;
    private final AdminJournal journal;

    @Inject
    public ReplaysResource(Administered administered, AdminJournal journal) {
        this.administered = administered;
        this.journal = journal;
    }

    /** Begins a replay, or says what it would deliver. */
    @POST
    public Response post(@Context ServerRequest http, InputStream in) {
        AdminCaller caller = AdminCaller.operator(http);
        AdminRequest.of(http);
        ReplayBody body = ReplayBody.read(in);
        ReplayRequest request = body.request();
        if (body.dryRun()) {
            Estimate estimate = possible(() -> administered.replays().estimate(request));
            return AdminAnswers.ok(json -> write(json, estimate));
        }
        var asked =
                new AdminJournal.Asked(
                        "start-replay", request.sink(), ReplayBody.parameters(request));
        Replay replay =
                possible(() ->
                        journal.change(caller, asked, () -> administered.replays().start(request)));
        return AdminAnswers.begun("/admin/replays/" + replay.id(), json -> write(json, replay));
    }

    /** All, newest first. */
    @GET
    public Response list(@Context ServerRequest http) {
        AdminRequest.of(http);
        var replays = administered.replays().all();
        return AdminAnswers.ok(
                json -> AdminJson.list(json, "replays", replays, ReplaysResource::write));
    }

    /** One. */
    @GET
    @Path("/{id}")
    public Response show(@PathParam("id") String id, @Context ServerRequest http) {
        AdminRequest.of(http);
        Replay replay = find(id);
        return AdminAnswers.ok(json -> write(json, replay));
    }

    /** Ends one at its next batch. */
    @POST
    @Path("/{id}/cancel")
    public Response cancel(@PathParam("id") String id, @Context ServerRequest http) {
        AdminCaller caller = AdminCaller.operator(http);
        AdminRequest.of(http);
        if (find(id).state() != State.RUNNING) {
            throw over();
        }
        journal.change(
                caller,
                AdminJournal.Asked.of("cancel-replay", id),
                () -> {
                    if (!administered.replays().cancel(id)) {
                        throw over();
                    }
                    return id;
                });
        Replay replay = find(id);
        return AdminAnswers.ok(json -> write(json, replay));
    }

    private static AdminRefusedException over() {
        return new AdminRefusedException(AdminProblem.CONFLICT, "the replay is not under way");
    }

    private Replay find(String id) {
        return administered
                .replays()
                .find(id)
                .orElseThrow(() ->
                        new AdminRefusedException(
                                AdminProblem.NOT_FOUND, "GET /admin/replays lists the replays"));
    }

    private static <T> T possible(Supplier<T> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            throw new AdminRefusedException(
                    AdminProblem.NOT_POSSIBLE, String.valueOf(e.getMessage()));
        }
    }

    private static void write(JsonGenerator json, Estimate estimate) {
        json.writeNumberProperty("records", estimate.records());
        AdminJson.nested(
                json,
                "byStream",
                inner ->
                        estimate.byStream()
                                .forEach((stream, records) ->
                                        inner.writeNumberProperty(stream.value(), records)));
    }

    private static void write(JsonGenerator json, Replay replay) {
        json.writeStringProperty("id", replay.id());
        json.writeStringProperty("state", replay.state().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("sink", replay.request().sink());
        AdminJson.nested(
                json,
                "request",
                inner ->
                        ReplayBody.parameters(replay.request())
                                .forEach(inner::writeStringProperty));
        AdminJson.instant(json, "startedAt", replay.startedAt());
        AdminJson.text(json, "endedAt", replay.endedAt());
        json.writeNumberProperty("records", replay.records());
        json.writeNumberProperty("delivered", replay.delivered());
        json.writeNumberProperty("refused", replay.refused());
        AdminJson.text(json, "note", replay.note());
    }
}
