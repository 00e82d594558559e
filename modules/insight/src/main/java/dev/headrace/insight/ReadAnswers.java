package dev.headrace.insight;

import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes answers as JSON, field by field: the names are promised to scripts. */
final class ReadAnswers {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String RETRY_SECONDS = "5";

    private ReadAnswers() {}

    static Response ok(Consumer<JsonGenerator> fields) {
        return Response.ok(object(fields), "application/json")
                .header("Cache-Control", "no-store")
                .build();
    }

    /** RFC 9457. */
    static Response problem(ReadProblem problem, String detail) {
        byte[] body =
                object(json -> {
                    json.writeStringProperty("type", "urn:headrace:problem:" + problem.word());
                    json.writeStringProperty("title", problem.title());
                    json.writeNumberProperty("status", problem.status());
                    json.writeStringProperty("code", problem.word());
                    json.writeStringProperty("detail", detail);
                });
        Response.ResponseBuilder response =
                Response.status(problem.status())
                        .type("application/problem+json")
                        .header("Cache-Control", "no-store")
                        .entity(body);
        return problem == ReadProblem.STORE_AWAY
                ? response.header("Retry-After", RETRY_SECONDS).build()
                : response.build();
    }

    static Response counts(Questions.Counts counts) {
        CountQuery query = counts.query();
        return ok(json -> {
            json.writeStringProperty("stream", query.stream());
            query.event().ifPresent(event -> json.writeStringProperty("event", event));
            json.writeArrayPropertyStart("by");
            query.by().forEach(json::writeString);
            json.writeEndArray();
            json.writeStringProperty("every", query.every().toString());
            json.writeStringProperty("from", query.from().toString());
            json.writeStringProperty("to", query.to().toString());
            json.writeArrayPropertyStart("counts");
            counts.rows().forEach(row -> row(json, query, row));
            json.writeEndArray();
        });
    }

    private static void row(JsonGenerator json, CountQuery query, Count row) {
        json.writeStartObject();
        json.writeStringProperty("at", row.at().toString());
        json.writeObjectPropertyStart("by");
        for (int i = 0; i < query.by().size(); i++) {
            json.writeName(query.by().get(i));
            row.values().get(i).ifPresentOrElse(json::writeString, json::writeNull);
        }
        json.writeEndObject();
        json.writeNumberProperty("count", row.count());
        json.writeEndObject();
    }

    private static byte[] object(Consumer<JsonGenerator> fields) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
