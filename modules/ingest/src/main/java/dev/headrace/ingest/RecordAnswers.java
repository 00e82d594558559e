package dev.headrace.ingest;

import dev.headrace.event.Rejection;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** What the second seed system's gateway says, and in {@code errors} why. */
final class RecordAnswers {

    private static final String INVALID = "Invalid request body";

    private RecordAnswers() {}

    /** Stored; the id is the receipt's. What the disk does with it is not ours to promise. */
    static byte[] recorded(String id) {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("RecordId", id);
            json.writeBooleanProperty("Encrypted", false);
            json.writeEndObject();
        });
    }

    /** The event breaks its contract: every fault of it, the first in the schema's order first. */
    static byte[] invalid(List<Rejection> rejections) {
        return message(
                INVALID,
                json ->
                        rejections.stream()
                                .flatMap(Rejection::faults)
                                .forEach(fault -> JsonAnswers.fault(json, fault)));
    }

    /** A path that leads nowhere; the gateway's sentence for it is well known. */
    static Answer nothingHere() {
        return Answer.json(
                Problem.FORBIDDEN.status(),
                message(
                        "Missing Authentication Token",
                        json -> reason(json, "POST /record/deployment and /record/cli are here")));
    }

    /** A request that was refused as a whole. */
    static Answer refused(RequestRefusedException refused) {
        Problem problem = refused.problem();
        byte[] body = message(sentence(problem), json -> reason(json, refused.detail()));
        return Refusals.refusal(refused, shown(problem), Answer.JSON, body);
    }

    /** The gateway knew no 401: whatever was wrong with credentials was a 403. */
    private static Problem shown(Problem problem) {
        return problem == Problem.UNAUTHENTICATED ? Problem.FORBIDDEN : problem;
    }

    private static String sentence(Problem problem) {
        return switch (shown(problem)) {
            case NOT_JSON, BAD_REQUEST -> INVALID;
            case FORBIDDEN -> "Forbidden";
            case TOO_LARGE -> "Request Too Long";
            case UNSUPPORTED_MEDIA_TYPE -> "Unsupported Media Type";
            case RATE_LIMITED -> "Too Many Requests";
            default -> problem.isTemporary() ? "Service Unavailable" : problem.title();
        };
    }

    private static void reason(JsonGenerator json, String detail) {
        json.writeStartObject();
        json.writeStringProperty("message", detail);
        json.writeEndObject();
    }

    private static byte[] message(String sentence, Consumer<JsonGenerator> errors) {
        return JsonAnswers.write(json -> {
            json.writeStartObject();
            json.writeStringProperty("message", sentence);
            json.writeArrayPropertyStart("errors");
            errors.accept(json);
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
