package dev.headrace.athena;

import dev.headrace.sink.Column;
import dev.headrace.sink.StreamContract;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The types of events that a stream's contract tells apart, as it says under {@code hints.athena}:
 * {@code type} is the JSON Pointer of the member that names the type, {@code types} lists them
 * where the schemas do not ({@code enum}, {@code const}). A stream without a {@code type} holds one
 * type of event.
 */
final class EventTypes {

    private static final Set<String> KNOWN = Set.of("type", "types");

    private EventTypes() {}

    /**
     * One type.
     *
     * @param column the column that names it
     * @param value what stands there
     * @param name the end of its view's name
     */
    record EventType(String column, String value, String name) {}

    /**
     * The types, in the order of the contract.
     *
     * @throws IllegalArgumentException when the hints do not fit the contract
     */
    static List<EventType> of(StreamContract contract) {
        contract.hints().keySet().stream()
                .filter(key -> !KNOWN.contains(key))
                .findFirst()
                .ifPresent(key -> {
                    throw wrong(key, "is not known; known are type and types");
                });
        Optional<Column> column = text(contract, "type").map(pointer -> column(contract, pointer));
        if (column.isEmpty() && contract.hints().containsKey("types")) {
            throw wrong("types", "needs type: the JSON Pointer of the member that names the type");
        }
        return column.map(found -> ofColumn(contract, found)).orElse(List.of());
    }

    private static List<EventType> ofColumn(StreamContract contract, Column column) {
        var values = new LinkedHashSet<String>();
        if (contract.hints().containsKey("types")) {
            values.addAll(listed(contract));
        } else {
            contract.schemas()
                    .values()
                    .forEach(schema -> values.addAll(SchemaValues.at(schema, column.path())));
        }
        if (values.isEmpty()) {
            throw wrong("types", "is missing: the schemas do not list the values of type");
        }
        var taken = new LinkedHashSet<String>();
        var types = new ArrayList<EventType>();
        for (String value : values) {
            types.add(new EventType(column.name(), value, unique(value, taken)));
        }
        return types;
    }

    private static String unique(String value, Set<String> taken) {
        String plain = QualifiedName.of("", value).name();
        String name = plain;
        for (int number = 2; !taken.add(name); number++) {
            name = plain + '_' + number;
        }
        return name;
    }

    private static Column column(StreamContract contract, String pointer) {
        List<String> path =
                Arrays.stream(pointer.split("/", -1))
                        .skip(1)
                        .map(token -> token.replace("~1", "/").replace("~0", "~"))
                        .toList();
        return contract.columns().stream()
                .filter(column -> !column.isOfTheEnvelope() && column.path().equals(path))
                .findFirst()
                .orElseThrow(() -> wrong("type", "names no member of the schemas: " + pointer));
    }

    private static Optional<String> text(StreamContract contract, String key) {
        Object value = contract.hints().get(key);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String text) {
            return Optional.of(text);
        }
        throw wrong(key, "is not a text");
    }

    private static List<String> listed(StreamContract contract) {
        if (contract.hints() instanceof Map<String, Object> hints
                && hints.get("types") instanceof List<?> values
                && values.stream().allMatch(String.class::isInstance)) {
            return values.stream().map(String.class::cast).toList();
        }
        throw wrong("types", "is not a list of texts");
    }

    private static IllegalArgumentException wrong(String key, String problem) {
        return new IllegalArgumentException("hints.athena." + key + ' ' + problem);
    }
}
