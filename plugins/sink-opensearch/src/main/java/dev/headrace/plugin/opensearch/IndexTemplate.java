package dev.headrace.plugin.opensearch;

import dev.headrace.sink.Column;
import dev.headrace.sink.StreamContract;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The index template of a stream: the envelope's fields, and below {@code event} those that the
 * contract names, each with a type. {@code dynamic} is off, so members that the contract does not
 * name are stored and never become fields.
 */
final class IndexTemplate {

    /** The longest text that is indexed as one term; Lucene takes 32,766 bytes. */
    private static final int LONGEST_TERM = 8_191;

    private static final int PRIORITY = 200;

    /** OpenSearch's own limit of fields of one index. */
    private static final int USUAL_FIELDS = 1_000;

    private static final JsonFactory JSON = new JsonFactory();

    private final StreamContract contract;
    private final Field event = new Field();

    /** A field that is an object, as long as it has no type. */
    private static final class Field {
        private final Map<String, Field> members = new LinkedHashMap<>();
        private Optional<String> type = Optional.empty();

        int count() {
            return 1 + members.values().stream().mapToInt(Field::count).sum();
        }
    }

    private IndexTemplate(StreamContract contract) {
        this.contract = contract;
        contract.columns().stream().filter(column -> !column.isOfTheEnvelope()).forEach(this::add);
    }

    /** What {@code PUT _index_template/…} is to be sent. */
    static String of(StreamContract contract, IndexNames names, IndexLayout layout) {
        var template = new IndexTemplate(contract);
        String pattern = names.pattern(contract.name());
        return json(json -> {
            json.writeArrayPropertyStart("index_patterns").writeString(pattern).writeEndArray();
            // Of two streams whose patterns overlap, the longer name is the closer one.
            json.writeNumberProperty("priority", PRIORITY + pattern.length());
            json.writeObjectPropertyStart("_meta");
            json.writeStringProperty("stream", contract.name());
            json.writeEndObject();
            json.writeObjectPropertyStart("template");
            template.settings(json, layout);
            json.writeObjectPropertyStart("mappings");
            template.mappings(json);
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    /** What {@code PUT <index>/_mapping} is to be sent, when a contract has grown. */
    static String mappingOf(StreamContract contract) {
        return json(new IndexTemplate(contract)::mappings);
    }

    /** Members whose names OpenSearch would take apart, or not take at all, are only stored. */
    private void add(Column column) {
        if (column.path().stream().anyMatch(name -> name.isBlank() || name.contains("."))) {
            return;
        }
        Field field = event;
        for (String name : column.path()) {
            if (field.type.isPresent()) {
                return;
            }
            field = field.members.computeIfAbsent(name, _ -> new Field());
        }
        if (field.members.isEmpty()) {
            field.type =
                    Optional.of(
                            FieldHints.type(contract, column.path())
                                    .orElseGet(() -> typeOf(column.type())));
        }
    }

    private static String typeOf(Column.Type type) {
        return switch (type) {
            case STRING -> "keyword";
            case INTEGER -> "long";
            case NUMBER -> "double";
            case BOOLEAN -> "boolean";
            // Not date_nanos: an event may well speak of the year 1900 or 9999.
            case TIMESTAMP, DATE -> "date";
            case JSON -> "object";
        };
    }

    private void settings(JsonGenerator json, IndexLayout layout) {
        json.writeObjectPropertyStart("settings");
        json.writeNumberProperty("index.number_of_shards", layout.shards());
        json.writeNumberProperty("index.number_of_replicas", layout.replicas());
        // A value that does not fit its field leaves the field empty and keeps the document.
        json.writeBooleanProperty("index.mapping.ignore_malformed", true);
        json.writeNumberProperty("index.mapping.total_fields.limit", USUAL_FIELDS + event.count());
        json.writeEndObject();
    }

    private void mappings(JsonGenerator json) {
        json.writeBooleanProperty("dynamic", false);
        json.writeObjectPropertyStart("properties");
        for (String name : List.of("id", "stream", "organisation", "key", "position")) {
            typed(json, name, "keyword");
        }
        typed(json, "schemaVersion", "integer");
        typed(json, "receivedAt", "date");
        typed(json, "occurredAt", "date_nanos");
        typed(json, "attributes", "object");
        json.writeObjectPropertyStart("principal").writeObjectPropertyStart("properties");
        for (String name : List.of("kind", "name", "email")) {
            typed(json, name, "keyword");
        }
        json.writeEndObject().writeEndObject();
        object(json, "event", event);
        json.writeEndObject();
    }

    private static void object(JsonGenerator json, String name, Field field) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("type", "object");
        json.writeBooleanProperty("dynamic", false);
        json.writeObjectPropertyStart("properties");
        field.members.forEach((member, inner) ->
                inner.type.ifPresentOrElse(
                        type -> typed(json, member, type), () -> object(json, member, inner)));
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void typed(JsonGenerator json, String name, String type) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("type", type);
        switch (type) {
            case "keyword" -> json.writeNumberProperty("ignore_above", LONGEST_TERM);
            // Stored and never looked into: whatever JSON it is, it cannot be in conflict.
            case "object" -> json.writeBooleanProperty("enabled", false);
            default -> {}
        }
        json.writeEndObject();
    }

    private static String json(java.util.function.Consumer<JsonGenerator> content) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            content.accept(json);
            json.writeEndObject();
        }
        return text.toString();
    }
}
