package dev.headrace.insight;

import dev.headrace.sink.SinkRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * How a stream's events are counted, as its contract says.
 *
 * @param event the field that says what kind of event it is
 * @param by the fields of the dimensions, by name
 */
record CountRule(Optional<JsonPointer> event, SortedMap<String, JsonPointer> by) {

    /** A longer value counts as this: who chooses values must not choose the size of the store. */
    static final String OTHER = "(other)";

    private static final int LONGEST_VALUE = 200;

    /** A clock that is more wrong than this cannot be believed at all. */
    private static final Duration LATEST = Duration.ofDays(30);

    private static final Duration AHEAD = Duration.ofDays(1);

    CountedEvent count(SinkRecord event, JsonNode json) {
        var dimensions = new TreeMap<String, String>();
        for (Map.Entry<String, JsonPointer> one : by.entrySet()) {
            value(json, one.getValue()).ifPresent(text -> dimensions.put(one.getKey(), text));
        }
        return new CountedEvent(
                event.stream(),
                event.id(),
                believed(event),
                this.event.flatMap(pointer -> value(json, pointer)).orElse(""),
                dimensions);
    }

    /**
     * When it happened, unless the client's clock is far from ours: then when it was received.
     * Follows from the event alone, so a replay finds the same.
     */
    private static Instant believed(SinkRecord event) {
        Instant at = event.occurredAt();
        Instant received = event.receivedAt();
        boolean near = at.isAfter(received.minus(LATEST)) && at.isBefore(received.plus(AHEAD));
        return near ? at : received;
    }

    private static Optional<String> value(JsonNode json, JsonPointer pointer) {
        JsonNode node = json.at(pointer);
        if (node.isMissingNode() || node.isNull() || node.isContainer()) {
            return Optional.empty();
        }
        String text = node.asString();
        boolean storable = text.length() <= LONGEST_VALUE && text.indexOf('\0') < 0;
        return Optional.of(storable ? text : OTHER);
    }
}
