package dev.headrace.insight;

import dev.headrace.sink.SinkRecord;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * That a stream's events are those of media sessions, and where they have what sessions may be
 * grouped by beside the connection, which the session's start tells.
 *
 * @param by the fields of the groups, by name
 */
record MediaRule(SortedMap<String, JsonPointer> by) {

    /** What a contract may name fields for. */
    static final Set<String> NAMED_GROUPS = Set.of("country_code", "device_type", "browser_family");

    /** The event; empty when it lacks what the media contract asks for. */
    Optional<MediaEvent> event(SinkRecord event, JsonNode json) {
        String session = json.path("session_id").asString("");
        String media = json.path("media_id").asString("");
        String kind = json.path("event").asString("");
        if (session.isEmpty() || media.isEmpty() || kind.isEmpty()) {
            return Optional.empty();
        }
        var groups = new TreeMap<String, String>();
        for (Map.Entry<String, JsonPointer> one : by.entrySet()) {
            Values.of(json, one.getValue()).ifPresent(text -> groups.put(one.getKey(), text));
        }
        return Optional.of(
                new MediaEvent(
                        session,
                        event.id(),
                        media,
                        kind,
                        Values.believed(event),
                        groups,
                        json.path("data"),
                        MediaEvent.Sender.of(event)));
    }
}
