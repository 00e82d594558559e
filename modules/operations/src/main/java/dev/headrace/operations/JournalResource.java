package dev.headrace.operations;

import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;

/** Who changed what. */
@ApplicationScoped
@Path("/journal")
public class JournalResource {

    private static final int USUAL = 100;
    private static final int MOST = 10_000;

    private final AdminJournal journal;

    @Inject
    public JournalResource(AdminJournal journal) {
        this.journal = journal;
    }

    /** The newest changes, newest first. */
    @GET
    public Response list(@Context ServerRequest http) {
        int limit = AdminRequest.of(http, "limit").count("limit", USUAL, MOST);
        var changes = journal.newest(limit);
        return AdminAnswers.ok(json -> {
            AdminJson.list(json, "changes", changes, AdminChangeJson::write);
            AdminJson.texts(json, "damage", journal.damage());
        });
    }
}
