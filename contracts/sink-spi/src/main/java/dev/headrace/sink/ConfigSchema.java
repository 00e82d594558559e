package dev.headrace.sink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes settings as a JSON Schema for editors, in the dialect that they know best. A text may
 * stand for any value when it refers to another setting or a variable, as in {@code ${NAME}}.
 */
final class ConfigSchema {

    private static final String REFERENCE = "\\$\\{[^}]+\\}";
    private static final String DURATION = "\\d{1,15}\\s*([mM]?[sS]|[mMhHdD])|P[0-9A-Za-z.]+";
    private static final String BYTES = "\\d{1,15}\\s*([kKmMgGtT][iI][bB]|[bB])?";

    private ConfigSchema() {}

    static Map<String, Object> of(String type, List<ConfigField> fields) {
        var properties = new LinkedHashMap<String, Object>();
        properties.put("type", Map.of("const", type));
        fields.forEach(field -> properties.put(field.name(), property(field)));
        var required = new ArrayList<String>();
        required.add("type");
        fields.stream().filter(ConfigField::required).map(ConfigField::name).forEach(required::add);
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Headrace: a sink of type " + type);
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("required", required);
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(ConfigField field) {
        var property = new LinkedHashMap<String, Object>();
        property.put("description", description(field));
        switch (field.type()) {
            case TEXT, SECRET -> property.put("type", List.of("string", "number", "boolean"));
            case INTEGER -> property.put("anyOf", List.of(integer(field), text("-?\\d+")));
            case FLAG ->
                    property.put("anyOf", List.of(Map.of("type", "boolean"), text("true|false")));
            case DURATION -> property.putAll(text(DURATION));
            case BYTES -> property.put("anyOf", List.of(atLeastZero(), text(BYTES)));
            case CHOICE ->
                    property.put("anyOf", List.of(Map.of("enum", field.choices()), text("")));
        }
        field.defaultValue().ifPresent(given -> property.put("default", value(field, given)));
        field.example().ifPresent(given -> property.put("examples", List.of(value(field, given))));
        return property;
    }

    private static String description(ConfigField field) {
        return field.doc()
                + field.range()
                        .map(range -> " From " + range.least() + " to " + range.most() + ".")
                        .orElse("");
    }

    private static Map<String, Object> integer(ConfigField field) {
        var integer = new LinkedHashMap<String, Object>();
        integer.put("type", "integer");
        field.range()
                .ifPresent(range -> {
                    integer.put("minimum", Long.valueOf(range.least()));
                    integer.put("maximum", Long.valueOf(range.most()));
                });
        return integer;
    }

    private static Map<String, Object> atLeastZero() {
        var integer = new LinkedHashMap<String, Object>();
        integer.put("type", "integer");
        integer.put("minimum", 0);
        return integer;
    }

    private static Map<String, Object> text(String pattern) {
        var text = new LinkedHashMap<String, Object>();
        text.put("type", "string");
        text.put("pattern", pattern.isEmpty() ? REFERENCE : "^(" + pattern + ")$|" + REFERENCE);
        return text;
    }

    private static Object value(ConfigField field, String text) {
        return switch (field.type()) {
            case INTEGER -> Long.valueOf(text);
            case FLAG -> Boolean.valueOf(text);
            case TEXT, SECRET, DURATION, BYTES, CHOICE -> text;
        };
    }
}
