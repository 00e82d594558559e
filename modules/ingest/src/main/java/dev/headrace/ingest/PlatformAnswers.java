package dev.headrace.ingest;

import dev.headrace.event.Receipt;
import dev.headrace.event.Rejection;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What the doors of the fourth seed system say, a platform's telemetry service. */
final class PlatformAnswers {

    private PlatformAnswers() {}

    /** What the audit door says of its events. */
    static byte[] audit(Receipt receipt) {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            counts(json, receipt);
            json.writeStringProperty("receipt", receipt.id());
            json.writeEndObject();
        });
    }

    /** What the analytics door says of its events. */
    static byte[] tracked(Receipt receipt) {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeBooleanProperty("recorded", receipt.accepted() + receipt.duplicates() > 0);
            counts(json, receipt);
            json.writeArrayPropertyStart("suppressed");
            receipt.suppressed().forEach(one -> JsonAnswers.suppression(json, one));
            json.writeEndArray();
            json.writeStringProperty("receipt", receipt.id());
            json.writeEndObject();
        });
    }

    /**
     * What a player is told: of one event its id, of a list all ids and what became of each.
     *
     * @param receipt in which not every event is refused
     */
    static byte[] media(PostedEvents posted, Receipt receipt) {
        List<String> ids = posted.ids(receipt.rejected());
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("status", "accepted");
            if (!ids.isEmpty()) {
                json.writeStringProperty("event_id", ids.getFirst());
            }
            json.writeStringProperty("session_id", posted.session());
            if (!receipt.suppressed().isEmpty()) {
                json.writeBooleanProperty("recorded", false);
            }
            if (posted.isList()) {
                json.writeArrayPropertyStart("event_ids");
                ids.forEach(json::writeString);
                json.writeEndArray();
                counts(json, receipt);
            }
            json.writeEndObject();
        });
    }

    /**
     * What a sender of poses is told.
     *
     * @param receipt of one batch that was not refused
     * @param standing what is known of its session's batches
     */
    static byte[] pose(PoseIntake.Batch batch, Receipt receipt, PoseSequences.Standing standing) {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeNumberProperty("accepted", receipt.accepted() > 0 ? batch.frames() : 0);
            if (receipt.duplicates() > 0) {
                json.writeBooleanProperty("duplicate", true);
            }
            if (!receipt.suppressed().isEmpty()) {
                json.writeBooleanProperty("recorded", false);
            }
            json.writeNumberProperty("next_seq", standing.next());
            if (!standing.missing().isEmpty()) {
                json.writeArrayPropertyStart("missing");
                for (PoseSequences.Gap gap : standing.missing()) {
                    json.writeStartArray();
                    json.writeNumber(gap.from());
                    json.writeNumber(gap.to());
                    json.writeEndArray();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        });
    }

    /** Nothing was taken: why. */
    static byte[] rejected(Receipt receipt) {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("status", "rejected");
            counts(json, receipt);
            json.writeEndObject();
        });
    }

    private static void counts(JsonGenerator json, Receipt receipt) {
        json.writeNumberProperty("accepted", receipt.accepted());
        json.writeNumberProperty("duplicates", receipt.duplicates());
        json.writeArrayPropertyStart("rejected");
        for (Rejection rejection : receipt.rejected()) {
            json.writeStartObject();
            json.writeNumberProperty("index", rejection.index());
            json.writeStringProperty("code", rejection.code().word());
            reason(json, rejection.pointer(), rejection.message());
            if (!rejection.further().isEmpty()) {
                json.writeArrayPropertyStart("further");
                for (Rejection.Fault fault : rejection.further()) {
                    json.writeStartObject();
                    reason(json, fault.pointer(), fault.message());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void reason(JsonGenerator json, String field, String message) {
        json.writeStringProperty("field", field);
        json.writeStringProperty("message", message);
    }
}
