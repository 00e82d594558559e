package dev.headrace.ingest;

import dev.headrace.event.Receipt;
import dev.headrace.event.Rejection;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** What the doors for browsers say of events that break their contract: where and why, no value. */
final class WebAnswers {

    private WebAnswers() {}

    /** Some of a request's events were refused; of the others no more is told than that. */
    static byte[] partly(Receipt receipt) {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeNumberProperty("taken", receipt.received() - receipt.rejected().size());
            errors(json, receipt.rejected());
            json.writeEndObject();
        });
    }

    /** All were refused: a problem with the list of fields. */
    static Answer refused(Problem problem, Receipt receipt) {
        byte[] body =
                JsonAnswers.write(json -> {
                    json.writeStartObject();
                    JsonAnswers.problem(json, problem, "errors says where and why");
                    errors(json, receipt.rejected());
                    json.writeEndObject();
                });
        return new Answer(problem.status(), Answer.PROBLEM_JSON, body, Map.of());
    }

    private static void errors(JsonGenerator json, List<Rejection> rejections) {
        json.writeArrayPropertyStart("errors");
        rejections.forEach(
                rejection -> rejection.faults().forEach(fault -> error(json, rejection, fault)));
        json.writeEndArray();
    }

    private static void error(JsonGenerator json, Rejection rejection, Rejection.Fault fault) {
        json.writeStartObject();
        json.writeNumberProperty("index", rejection.index());
        json.writeStringProperty("field", fault.pointer());
        json.writeStringProperty("keyword", fault.keyword());
        json.writeStringProperty("message", fault.message());
        json.writeEndObject();
    }
}
