package dev.headrace.operations;

import dev.headrace.event.Contract;
import dev.headrace.event.Rejection;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.RejectLog;
import dev.headrace.eventlog.RejectedEvent;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What was refused at the doors, and for which causes; never what it held. */
@ApplicationScoped
@Path("/rejects")
public class RejectsResource {

    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final Administered administered;

    @Inject
    public RejectsResource(Administered administered) {
        this.administered = administered;
    }

    /** The newest refusals of readable streams, newest first. */
    @GET
    public Response list(@Context ServerRequest http) {
        AdminRequest request = AdminRequest.of(http, "stream", "fingerprint", "code", "limit");
        var filter =
                new RejectLog.Filter(
                        request.stream("stream"),
                        request.text("fingerprint"),
                        request.text("code"));
        int limit = request.count("limit", USUAL, MOST);
        List<RejectedEvent> newest = newest(filter, limit);
        return AdminAnswers.ok(json -> {
            AdminJson.list(json, "rejects", newest, RejectsResource::write);
            json.writeNumberProperty("leftOut", administered.rejects().leftOut());
        });
    }

    /** Every cause, most frequent first; of streams that are not readable only how often. */
    @GET
    @Path("/causes")
    public Response causes(@Context ServerRequest http) {
        AdminRequest.of(http);
        List<RejectLog.Cause> causes = administered.rejects().causes();
        return AdminAnswers.ok(json -> {
            AdminJson.list(json, "causes", causes, this::write);
            json.writeNumberProperty("leftOut", administered.rejects().leftOut());
        });
    }

    /** Asks stream by stream, so that one that is not readable takes no other's place. */
    private List<RejectedEvent> newest(RejectLog.Filter filter, int limit) {
        return administered.streams().all().stream()
                .filter(Contract::readable)
                .map(Contract::name)
                .filter(name -> filter.stream().map(name::equals).orElse(true))
                .flatMap(name -> administered.rejects().newest(of(name, filter), limit).stream())
                .sorted(Comparator.comparing(RejectedEvent::at).reversed())
                .limit(limit)
                .toList();
    }

    private static RejectLog.Filter of(StreamName stream, RejectLog.Filter filter) {
        return new RejectLog.Filter(
                java.util.Optional.of(stream), filter.fingerprint(), filter.code());
    }

    private static void write(JsonGenerator json, RejectedEvent reject) {
        AdminJson.instant(json, "at", reject.at());
        json.writeStringProperty("stream", reject.stream().value());
        AdminJson.text(json, "id", reject.rejection().id());
        DeadLettersResource.principal(json, reject.principal());
        reason(json, reject.rejection());
        json.writeStringProperty("fingerprint", reject.rejection().fingerprint());
    }

    private void write(JsonGenerator json, RejectLog.Cause cause) {
        json.writeStringProperty("stream", cause.stream().value());
        json.writeStringProperty("fingerprint", cause.fingerprint());
        json.writeNumberProperty("count", cause.count());
        AdminJson.instant(json, "first", cause.first());
        AdminJson.instant(json, "last", cause.last());
        if (administered.streams().find(cause.stream()).map(Contract::readable).orElse(false)) {
            AdminJson.nested(json, "example", inner -> reason(inner, cause.example()));
        }
    }

    private static void reason(JsonGenerator json, Rejection rejection) {
        json.writeStringProperty("code", rejection.code().word());
        json.writeStringProperty("pointer", rejection.pointer());
        json.writeStringProperty("keyword", rejection.keyword());
        json.writeStringProperty("message", rejection.message());
    }
}
