package dev.headrace.validation;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * A YAML file as a tree that knows its lines. Of YAML only what a person can check at a glance: no
 * anchors and aliases (with them ten lines can mean gigabytes), no tags, no key twice, one
 * document.
 *
 * @param root the document; always an object
 * @param lines the line of each value, from 1, by JSON Pointer
 */
record YamlDocument(ObjectNode root, Map<String, Integer> lines) {

    /**
     * Reads the text of a file.
     *
     * @throws UnreadableFileException naming the line that is wrong
     */
    static YamlDocument read(String text) {
        try (YAMLParser parser =
                (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            return new Reader(parser).document();
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
            throw new UnreadableFileException(
                    "is not YAML: " + firstLine(e.getOriginalMessage()), line, e);
        }
    }

    /** The line of the value at a pointer, or the nearest one that is known above it. */
    int line(String pointer) {
        String place = pointer;
        while (!lines.containsKey(place) && !place.isEmpty()) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return lines.getOrDefault(place, 0);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }

    /** Builds the tree token by token. */
    private static final class Reader {

        private static final int DEEPEST = 32;

        private final YAMLParser parser;
        private final Map<String, Integer> lines = new HashMap<>();

        Reader(YAMLParser parser) {
            this.parser = parser;
        }

        YamlDocument document() {
            if (next() != JsonToken.START_OBJECT) {
                throw wrong("is not a YAML mapping of names to values");
            }
            JsonNode root = value("", 0);
            if (parser.nextToken() != null) {
                throw wrong("holds more than one YAML document");
            }
            return new YamlDocument((ObjectNode) root, Map.copyOf(lines));
        }

        private JsonNode value(String pointer, int depth) {
            refuseReferences();
            if (depth > DEEPEST) {
                throw wrong("is nested too deeply");
            }
            lines.putIfAbsent(pointer, line());
            return switch (Objects.requireNonNull(parser.currentToken())) {
                case START_OBJECT -> object(pointer, depth);
                case START_ARRAY -> array(pointer, depth);
                case VALUE_TRUE -> JsonNodeFactory.instance.booleanNode(true);
                case VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(false);
                case VALUE_NUMBER_INT -> wholeNumber();
                case VALUE_NUMBER_FLOAT -> fraction();
                case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
                default -> JsonNodeFactory.instance.stringNode(parser.getString());
            };
        }

        /** As small as can be, because sinks get it as a hint. */
        private JsonNode wholeNumber() {
            return switch (parser.getNumberType()) {
                case INT -> JsonNodeFactory.instance.numberNode(parser.getIntValue());
                case LONG -> JsonNodeFactory.instance.numberNode(parser.getLongValue());
                default -> JsonNodeFactory.instance.numberNode(parser.getBigIntegerValue());
            };
        }

        private JsonNode fraction() {
            try {
                return JsonNodeFactory.instance.numberNode(parser.getDecimalValue());
            } catch (NumberFormatException e) {
                throw wrong("holds a number that is none in JSON");
            }
        }

        private ObjectNode object(String pointer, int depth) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            while (next() == JsonToken.PROPERTY_NAME) {
                refuseReferences();
                String name = parser.currentName();
                if (object.has(name)) {
                    throw wrong("says " + Pointers.append(pointer, name) + " twice");
                }
                lines.put(Pointers.append(pointer, name), line());
                next();
                object.set(name, value(Pointers.append(pointer, name), depth + 1));
            }
            return object;
        }

        private ArrayNode array(String pointer, int depth) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            while (next() != JsonToken.END_ARRAY) {
                array.add(value(Pointers.append(pointer, "" + array.size()), depth + 1));
            }
            return array;
        }

        private JsonToken next() {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw wrong("ends too early");
            }
            return token;
        }

        private void refuseReferences() {
            if (parser.isCurrentAlias() || parser.getObjectId() != null) {
                throw wrong("uses a YAML anchor or alias; write the value out");
            }
            if (parser.getTypeId() != null) {
                throw wrong("uses a YAML tag; contracts have none");
            }
        }

        private int line() {
            return parser.currentTokenLocation().getLineNr();
        }

        private UnreadableFileException wrong(String message) {
            return new UnreadableFileException(message, line());
        }
    }
}
