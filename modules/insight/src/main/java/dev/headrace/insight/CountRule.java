package dev.headrace.insight;

import dev.headrace.sink.SinkRecord;
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

    CountedEvent count(SinkRecord event, JsonNode json) {
        var dimensions = new TreeMap<String, String>();
        for (Map.Entry<String, JsonPointer> one : by.entrySet()) {
            Values.of(json, one.getValue()).ifPresent(text -> dimensions.put(one.getKey(), text));
        }
        return new CountedEvent(
                event.stream(),
                event.id(),
                Values.believed(event),
                this.event.flatMap(pointer -> Values.of(json, pointer)).orElse(""),
                dimensions);
    }
}
