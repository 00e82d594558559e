package dev.headrace.validation;

import dev.headrace.event.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of one mapping of a stream.yaml. What is not as it should be becomes a problem with
 * its line, and reads as absent, so that reading can go on and find the rest.
 */
final class YamlFields {

    private final Path file;
    private final YamlDocument document;
    private final Problems problems;
    private final String pointer;
    private final ObjectNode node;

    /** The fields of a whole file. */
    YamlFields(Path file, YamlDocument document, Problems problems) {
        this(file, document, problems, "", document.root());
    }

    private YamlFields(
            Path file, YamlDocument document, Problems problems, String pointer, ObjectNode node) {
        this.file = file;
        this.document = document;
        this.problems = problems;
        this.pointer = pointer;
        this.node = node;
    }

    /** The names that are there. */
    Collection<String> names() {
        return node.propertyNames();
    }

    boolean has(String name) {
        return node.has(name);
    }

    /** The value as it stands. */
    JsonNode raw(String name) {
        return node.path(name);
    }

    /** Refuses every name that is not known. */
    void allowOnly(Collection<String> known) {
        for (String name : names()) {
            if (!known.contains(name)) {
                problem(name, "is not a known field" + NearestName.hint(name, known));
            }
        }
    }

    /** A problem of one field. */
    void problem(String name, String message) {
        String place = Pointers.append(pointer, name);
        problems.add(file, document.line(place), place, message);
    }

    /** A field that must be there. */
    void missing(String name, String message) {
        problems.add(file, document.line(pointer), pointer, "lacks " + name + ": " + message);
    }

    /** A text; numbers read as they are written, because YAML's quotes are easily forgotten. */
    Optional<String> text(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if ((value.isString() && !value.asString().isBlank()) || value.isNumber()) {
            return Optional.of(value.asString());
        }
        problem(name, "is not a text");
        return Optional.empty();
    }

    /** A text that means something; the parser's IllegalArgumentException says what is wrong. */
    <T> Optional<T> parsed(String name, Function<String, T> parser) {
        return text(name)
                .flatMap(text -> {
                    try {
                        return Optional.of(parser.apply(text));
                    } catch (IllegalArgumentException e) {
                        problem(name, reason(e));
                        return Optional.empty();
                    }
                });
    }

    private static String reason(IllegalArgumentException e) {
        String message = e.getMessage();
        return message == null ? "is not valid" : message;
    }

    Optional<Boolean> truth(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            problem(name, "is neither true nor false");
            return Optional.empty();
        }
        return Optional.of(value.booleanValue());
    }

    /** Texts without repetition; a single text is a list of one. Absent reads as an empty set. */
    Set<String> texts(String name) {
        JsonNode value = node.path(name);
        List<JsonNode> elements = new ArrayList<>();
        (value.isArray() ? value : JsonNodeFactory.instance.arrayNode().add(value))
                .forEach(elements::add);
        Set<String> texts = new LinkedHashSet<>();
        if (value.isMissingNode()) {
            return texts;
        }
        for (JsonNode element : elements) {
            if (!element.isString() || element.asString().isBlank()) {
                problem(name, "is not a list of texts");
            } else if (!texts.add(element.asString())) {
                problem(name, "names " + element.asString() + " twice");
            }
        }
        return texts;
    }

    /** A mapping below this one; absent is empty. */
    Optional<YamlFields> section(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(
                    new YamlFields(
                            file, document, problems, Pointers.append(pointer, name), object));
        }
        problem(name, "is not a mapping of names to values");
        return Optional.empty();
    }
}
