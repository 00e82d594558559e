package dev.headrace.operations;

import dev.headrace.publishing.Required;
import dev.headrace.publishing.SinkFindings;
import dev.headrace.publishing.SinkStatus;
import dev.headrace.publishing.StreamCounts;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** The sinks: how they stand, pause, resume, check. */
@ApplicationScoped
@Path("/sinks")
public class SinksResource {

    private final Administered administered;
    private final LogForecast forecast;
    private final AdminJournal journal;

    @Inject
    public SinksResource(Administered administered, LogForecast forecast, AdminJournal journal) {
        this.administered = administered;
        this.forecast = forecast;
        this.journal = journal;
    }

    /** All, in the order of the configuration. */
    @GET
    public Response list(@Context ServerRequest http) {
        AdminRequest.of(http);
        var sinks = administered.sinks().status();
        return AdminAnswers.ok(
                json -> AdminJson.list(json, "sinks", sinks, (inner, sink) -> write(inner, sink)));
    }

    /** One. */
    @GET
    @Path("/{name}")
    public Response show(@PathParam("name") String name, @Context ServerRequest http) {
        AdminRequest.of(http);
        return answer(name);
    }

    /** Stops the delivery to a sink, over restarts too. */
    @POST
    @Path("/{name}/pause")
    public Response pause(@PathParam("name") String name, @Context ServerRequest http) {
        return change(http, "pause-sink", name, () -> administered.sinks().pause(name));
    }

    /** Goes on with a paused or parked sink. */
    @POST
    @Path("/{name}/resume")
    public Response resume(@PathParam("name") String name, @Context ServerRequest http) {
        return change(http, "resume-sink", name, () -> administered.sinks().resume(name));
    }

    /**
     * Asks a sink whether it can use its target. Changes nothing, so the journal does not note it;
     * but it makes the sink work, so it is for operators.
     */
    @POST
    @Path("/{name}/check")
    public Response check(@PathParam("name") String name, @Context ServerRequest http)
            throws InterruptedException {
        AdminCaller.operator(http);
        AdminRequest.of(http);
        find(name);
        SinkFindings found = administered.sinks().check(name);
        return AdminAnswers.ok(json -> write(json, found));
    }

    private Response change(ServerRequest http, String action, String sink, Runnable work) {
        AdminCaller caller = AdminCaller.operator(http);
        AdminRequest.of(http);
        find(sink);
        journal.change(
                caller,
                AdminJournal.Asked.of(action, sink),
                () -> {
                    work.run();
                    return sink;
                });
        return answer(sink);
    }

    private Response answer(String name) {
        SinkStatus sink = find(name);
        return AdminAnswers.ok(json -> write(json, sink));
    }

    private SinkStatus find(String name) {
        return administered.sinks().status().stream()
                .filter(sink -> sink.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new AdminRefusedException(
                                AdminProblem.NOT_FOUND, "GET /admin/sinks lists the sinks"));
    }

    private void write(JsonGenerator json, SinkStatus sink) {
        json.writeStringProperty("name", sink.name());
        json.writeStringProperty("type", sink.type());
        json.writeBooleanProperty("required", sink.required() == Required.REQUIRED);
        json.writeStringProperty("state", SinksHealth.word(sink.state()));
        AdminJson.instant(json, "since", sink.since());
        AdminJson.text(json, "lastError", sink.lastError());
        json.writeNumberProperty("lagRecords", sink.lagRecords());
        json.writeNumberProperty("lagSeconds", sink.lag().toSeconds());
        json.writeNumberProperty("pending", sink.pending());
        json.writeNumberProperty("retries", sink.retries());
        json.writeNumberProperty(
                "hoursLeft", LogForecast.rounded(forecast.hoursLeft(sink.lagRecords())));
        AdminJson.nested(
                json,
                "streams",
                streams ->
                        sink.streams()
                                .forEach((stream, counts) ->
                                        AdminJson.nested(
                                                streams, stream, inner -> write(inner, counts))));
        AdminJson.numbers(json, "counters", sink.counters());
    }

    private static void write(JsonGenerator json, SinkFindings found) {
        json.writeStringProperty("name", found.sink());
        json.writeStringProperty("type", found.type());
        json.writeBooleanProperty("usable", found.usable());
        AdminJson.list(
                json,
                "findings",
                found.findings(),
                (inner, finding) -> {
                    inner.writeStringProperty(
                            "level", finding.level().name().toLowerCase(Locale.ROOT));
                    inner.writeStringProperty("subject", finding.subject());
                    inner.writeStringProperty("message", finding.message());
                });
    }

    private static void write(JsonGenerator json, StreamCounts counts) {
        json.writeNumberProperty("routed", counts.routed());
        json.writeNumberProperty("delivered", counts.delivered());
        json.writeNumberProperty("deadLettered", counts.deadLettered());
        json.writeNumberProperty("expired", counts.expired());
        json.writeNumberProperty("unreadable", counts.unreadable());
        json.writeNumberProperty("pending", counts.pending());
        json.writeNumberProperty("redelivered", counts.redelivered());
    }
}
