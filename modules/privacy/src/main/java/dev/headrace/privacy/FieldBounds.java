package dev.headrace.privacy;

import dev.headrace.event.FieldPlaces;
import dev.headrace.event.FieldPlaces.Change;
import dev.headrace.event.JsonTexts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * The bounds of one contract for the values of its events' fields, ready to be applied. Only texts
 * are bounded. For any number of threads.
 */
public final class FieldBounds {

    /** Between the values that make a group: it stands in no ordinary value. */
    private static final String SEPARATOR = "\u001f";

    private static final Change NONE = new Change.None();

    private final FieldPlaces<Field> places;

    /** One bounded field. */
    record Field(DistinctValues values, List<JsonPointer> by) {

        private String bounded(JsonNode event, String value) {
            return values.of(group(event), value);
        }

        private String group(JsonNode event) {
            if (by.isEmpty()) {
                return "";
            }
            var group = new StringBuilder();
            for (JsonPointer pointer : by) {
                group.append(event.at(pointer).asString("")).append(SEPARATOR);
            }
            return group.toString();
        }
    }

    FieldBounds(Map<String, Field> fields) {
        this.places = FieldPlaces.of(fields);
    }

    /**
     * The event with what stands for values beyond their bounds; empty when all are within, and
     * then nothing was copied.
     *
     * @param event as it may be kept
     * @param json the array that holds the same event's JSON
     */
    public Optional<byte[]> bound(JsonNode event, byte[] json, int offset, int length) {
        return places.change(
                json,
                offset,
                length,
                (field, source, from, to) -> change(field, event, source, from, to));
    }

    private static Change change(Field field, JsonNode event, byte[] json, int from, int to) {
        if (!JsonTexts.isString(json, from)) {
            return NONE;
        }
        String value = JsonTexts.read(json, from, to);
        String kept = field.bounded(event, value);
        return kept.equals(value) ? NONE : new Change.Replace(JsonTexts.write(kept));
    }
}
