package dev.headrace.ingest;

import dev.headrace.eventlog.Deliveries.Fate;
import dev.headrace.eventlog.Deliveries.Place;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Writes how the events of a receipt stand. */
final class ReceiptJson {

    private ReceiptJson() {}

    static byte[] of(ReceiptState state) {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("receipt", state.id());
            state.source()
                    .ifPresent(source -> {
                        json.writeStringProperty("stream", source.stream().value());
                        json.writeStringProperty("receivedAt", source.receivedAt().toString());
                    });
            json.writeArrayPropertyStart("events");
            state.events().forEach(event -> event(json, event));
            json.writeEndArray();
            if (state.unreadable() > 0) {
                json.writeNumberProperty("unreadable", state.unreadable());
            }
            json.writeEndObject();
        });
    }

    private static void event(JsonGenerator json, ReceiptState.EventState event) {
        json.writeStartObject();
        event.id().ifPresent(id -> json.writeStringProperty("id", id));
        json.writeObjectPropertyStart("sinks");
        event.sinks()
                .forEach((sink, fate) -> {
                    json.writeObjectPropertyStart(sink);
                    fate(json, fate);
                    json.writeEndObject();
                });
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void fate(JsonGenerator json, Fate fate) {
        switch (fate) {
            case Fate.Pending p -> state(json, "pending");
            case Fate.Retrying r -> state(json, "retrying");
            case Fate.Delivered(Optional<Place> place) -> {
                state(json, "delivered");
                place.ifPresent(known -> place(json, known));
            }
            case Fate.DeadLettered(String code) -> {
                state(json, "dead-lettered");
                json.writeStringProperty("code", code);
            }
            case Fate.Expired e -> state(json, "expired");
            case Fate.Unknown u -> state(json, "unknown");
        }
    }

    private static void state(JsonGenerator json, String word) {
        json.writeStringProperty("state", word);
    }

    private static void place(JsonGenerator json, Place place) {
        json.writeStringProperty("at", place.at().toString());
        if (!place.ref().isEmpty()) {
            json.writeStringProperty("ref", place.ref());
        }
    }
}
