package dev.headrace.operations;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes answers as JSON, field by field: the names are promised to scripts. */
final class AdminJson {

    static final String JSON = "application/json";
    static final String PROBLEM_JSON = "application/problem+json";

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int USUAL_BYTES = 1024;

    private AdminJson() {}

    /** One object. */
    static byte[] object(Consumer<JsonGenerator> fields) {
        var bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    /** RFC 9457, in the shape of the doors. */
    static byte[] problem(AdminProblem problem, String detail) {
        return object(json -> {
            json.writeStringProperty("type", "urn:headrace:problem:" + problem.word());
            json.writeStringProperty("title", problem.title());
            json.writeNumberProperty("status", problem.status());
            json.writeStringProperty("code", problem.word());
            json.writeStringProperty("detail", detail);
        });
    }

    /** A list of objects. */
    static <T> void list(
            JsonGenerator json, String name, Iterable<T> items, BiConsumer<JsonGenerator, T> item) {
        json.writeArrayPropertyStart(name);
        for (T one : items) {
            json.writeStartObject();
            item.accept(json, one);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A list of texts. */
    static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** A nested object. */
    static void nested(JsonGenerator json, String name, Consumer<JsonGenerator> fields) {
        json.writeObjectPropertyStart(name);
        fields.accept(json);
        json.writeEndObject();
    }

    static void numbers(JsonGenerator json, String name, Map<String, Long> numbers) {
        nested(json, name, inner -> numbers.forEach(inner::writeNumberProperty));
    }

    static void text(JsonGenerator json, String name, Optional<?> text) {
        text.ifPresent(present -> json.writeStringProperty(name, present.toString()));
    }

    static void instant(JsonGenerator json, String name, Instant at) {
        json.writeStringProperty(name, at.toString());
    }
}
