package dev.headrace.operations;

import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.LogStatus;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** How the event log stands. */
@ApplicationScoped
@Path("/log")
public class LogResource {

    private final Administered administered;
    private final LogForecast forecast;

    @Inject
    public LogResource(Administered administered, LogForecast forecast) {
        this.administered = administered;
        this.forecast = forecast;
    }

    /** Bytes, records, damage, and how long the room lasts. */
    @GET
    public Response show(@Context ServerRequest http) {
        AdminRequest.of(http);
        EventLog log = administered.log();
        LogStatus status = log.status();
        return AdminAnswers.ok(json -> {
            json.writeStringProperty("node", log.end().node());
            json.writeNumberProperty("usedBytes", status.usedBytes());
            json.writeNumberProperty("filledBytes", status.filledBytes());
            json.writeNumberProperty("quotaBytes", status.quotaBytes());
            json.writeNumberProperty("segments", status.segments());
            json.writeBooleanProperty("full", status.full());
            AdminJson.text(json, "failure", status.failure());
            AdminJson.texts(json, "damage", status.damage());
            json.writeStringProperty("start", log.start().toString());
            json.writeStringProperty("end", log.end().toString());
            json.writeNumberProperty("records", log.end().sequence() - log.start().sequence());
            json.writeNumberProperty(
                    "recordsPerSecond", LogForecast.rounded(forecast.recordsPerSecond()));
            json.writeNumberProperty("hoursLeft", LogForecast.rounded(forecast.hoursLeft()));
        });
    }
}
