package dev.headrace.validation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Visits each schema inside of a schema, and knows which keywords hold them. */
final class SchemaWalk {

    /** Keywords whose value is a schema; {@code items} may also be a list of them. */
    private static final Set<String> ONE =
            Set.of(
                    "additionalItems",
                    "additionalProperties",
                    "contains",
                    "else",
                    "if",
                    "items",
                    "not",
                    "propertyNames",
                    "then",
                    "unevaluatedItems",
                    "unevaluatedProperties");

    private static final Set<String> LIST =
            Set.of("allOf", "anyOf", "items", "oneOf", "prefixItems");

    private static final Set<String> NAMED =
            Set.of(
                    "$defs",
                    "definitions",
                    "dependencies",
                    "dependentSchemas",
                    "patternProperties",
                    "properties");

    /** Keywords whose schemas see the same value as the schema that they stand in. */
    private static final Set<String> SAME_VALUE =
            Set.of(
                    "allOf",
                    "anyOf",
                    "dependencies",
                    "dependentSchemas",
                    "else",
                    "if",
                    "not",
                    "oneOf",
                    "then");

    private SchemaWalk() {}

    /** Visits the schema and every schema in it, in the order of the text, by pointer. */
    static void visit(JsonNode schema, BiConsumer<String, ObjectNode> visitor) {
        visit(schema, "", visitor);
    }

    private static void visit(
            JsonNode schema, String pointer, BiConsumer<String, ObjectNode> visitor) {
        if (schema instanceof ObjectNode object) {
            visitor.accept(pointer, object);
            for (Map.Entry<String, JsonNode> keyword : object.properties()) {
                children(
                        keyword.getKey(),
                        keyword.getValue(),
                        Pointers.append(pointer, keyword.getKey()),
                        (place, child) -> visit(child, place, visitor));
            }
        }
    }

    /** The schemas directly inside of a schema that see the same value as it, by pointer. */
    static void visitSameValue(
            ObjectNode schema, String pointer, BiConsumer<String, JsonNode> visitor) {
        for (String keyword : SAME_VALUE) {
            JsonNode value = schema.get(keyword);
            if (value != null) {
                children(keyword, value, Pointers.append(pointer, keyword), visitor);
            }
        }
    }

    /** Whether the keyword only holds schemas for others to refer to. */
    static boolean isShelf(String keyword) {
        return List.of("$defs", "definitions").contains(keyword);
    }

    private static void children(
            String keyword, JsonNode value, String place, BiConsumer<String, JsonNode> visitor) {
        if (NAMED.contains(keyword) && value.isObject()) {
            value.properties()
                    .forEach(entry ->
                            visitor.accept(
                                    Pointers.append(place, entry.getKey()), entry.getValue()));
        } else if (LIST.contains(keyword) && value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                visitor.accept(Pointers.append(place, "" + i), value.get(i));
            }
        } else if (ONE.contains(keyword)) {
            visitor.accept(place, value);
        }
    }
}
