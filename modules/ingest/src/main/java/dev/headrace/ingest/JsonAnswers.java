package dev.headrace.ingest;

import dev.headrace.event.Receipt;
import dev.headrace.event.Rejection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes receipts and problems as JSON, field by field. */
final class JsonAnswers {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 256;

    private JsonAnswers() {}

    /** A receipt; without the id where nothing was to be stored. */
    static byte[] receipt(Receipt receipt) {
        return write(json -> {
            json.writeStartObject();
            if (!receipt.id().isEmpty()) {
                json.writeStringProperty("receipt", receipt.id());
            }
            json.writeNumberProperty("accepted", receipt.accepted());
            json.writeNumberProperty("duplicates", receipt.duplicates());
            json.writeArrayPropertyStart("suppressed");
            receipt.suppressed().forEach(one -> suppression(json, one));
            json.writeEndArray();
            json.writeName("rejected");
            rejections(json, receipt.rejected());
            json.writeEndObject();
        });
    }

    /** RFC 9457. */
    static byte[] problem(Problem problem, String detail) {
        return write(json -> {
            json.writeStartObject();
            problem(json, problem, detail);
            json.writeEndObject();
        });
    }

    /** The members of a problem, for those that have more. */
    static void problem(JsonGenerator json, Problem problem, String detail) {
        json.writeStringProperty("type", "urn:headrace:problem:" + problem.word());
        json.writeStringProperty("title", problem.title());
        json.writeNumberProperty("status", problem.status());
        json.writeStringProperty("code", problem.word());
        json.writeStringProperty("detail", detail);
    }

    /** The first seed system's envelope; {@code data} is an object or an array of rejections. */
    static byte[] guardian(String status, String message, List<Rejection> rejected) {
        return write(json -> {
            json.writeStartObject();
            json.writeStringProperty("status", status);
            json.writeStringProperty("message", message);
            if (!rejected.isEmpty()) {
                json.writeName("data");
                rejections(json, rejected);
            } else if (status.equals("error")) {
                json.writeObjectPropertyStart("data");
                json.writeEndObject();
            }
            json.writeEndObject();
        });
    }

    static byte[] write(Consumer<JsonGenerator> content) {
        var bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            content.accept(json);
        }
        return bytes.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static void suppression(JsonGenerator json, Receipt.Suppression suppression) {
        json.writeStartObject();
        json.writeNumberProperty("index", suppression.index());
        json.writeStringProperty("reason", suppression.reason());
        json.writeEndObject();
    }

    /** One of several faults of an event. */
    static void fault(JsonGenerator json, Rejection.Fault fault) {
        json.writeStartObject();
        json.writeStringProperty("pointer", fault.pointer());
        json.writeStringProperty("keyword", fault.keyword());
        json.writeStringProperty("message", fault.message());
        json.writeEndObject();
    }

    private static void rejections(JsonGenerator json, List<Rejection> rejections) {
        json.writeStartArray();
        for (Rejection rejection : rejections) {
            json.writeStartObject();
            json.writeNumberProperty("index", rejection.index());
            rejection.id().ifPresent(id -> json.writeStringProperty("id", id));
            json.writeStringProperty("code", rejection.code().word());
            json.writeStringProperty("pointer", rejection.pointer());
            json.writeStringProperty("keyword", rejection.keyword());
            json.writeStringProperty("message", rejection.message());
            json.writeStringProperty("fingerprint", rejection.fingerprint());
            if (!rejection.further().isEmpty()) {
                json.writeArrayPropertyStart("further");
                rejection.further().forEach(fault -> fault(json, fault));
                json.writeEndArray();
            }
            if (!rejection.acceptedBy().isEmpty()) {
                json.writeArrayPropertyStart("acceptedBy");
                rejection.acceptedBy().forEach(json::writeNumber);
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
