package dev.headrace.insight;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import tools.jackson.core.JsonGenerator;

/** What the store keeps and for how long; below the admin resources, behind their guard. */
@ApplicationScoped
@Path("/retention")
public class RetentionResource {

    private final Questions questions;

    @Inject
    public RetentionResource(Questions questions) {
        this.questions = questions;
    }

    /** Every month with the day of its end, and what was dropped; changes nothing. */
    @GET
    public Response plan() {
        return Asked.answered(() -> {
            RetentionStore store = questions.retention();
            return ReadAnswers.ok(json -> {
                json.writeArrayPropertyStart("months");
                store.plan().forEach(month -> write(json, month));
                json.writeEndArray();
                json.writeArrayPropertyStart("dropped");
                store.dropped().forEach(dropped -> write(json, dropped));
                json.writeEndArray();
            });
        });
    }

    private static void write(JsonGenerator json, RetentionStore.Month month) {
        json.writeStartObject();
        json.writeStringProperty("table", month.table());
        json.writeStringProperty("partition", month.partition());
        json.writeStringProperty("begins", month.begins().toString());
        json.writeStringProperty("ends", month.ends().toString());
        json.writeStringProperty("dropFrom", month.dropFrom().toString());
        json.writeBooleanProperty("due", month.standing() == RetentionStore.Standing.DUE);
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, RetentionStore.Dropped dropped) {
        json.writeStartObject();
        json.writeStringProperty("table", dropped.table());
        json.writeStringProperty("partition", dropped.partition());
        json.writeStringProperty("begins", dropped.begins().toString());
        json.writeStringProperty("ends", dropped.ends().toString());
        json.writeNumberProperty("rows", dropped.rows());
        json.writeStringProperty("droppedAt", dropped.at().toString());
        json.writeEndObject();
    }
}
