package dev.headrace.insight;

import dev.headrace.sink.SinkRecord;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** That a stream's events are audit events, which the store keeps. */
record TrailRule() {

    private static final String PATIENT = "patient";
    private static final String NORMAL = "normal";
    private static final int LONGEST_WORD = 200;
    private static final Set<String> ACTORS =
            Set.of(PATIENT, "staff", "admin", "system", "service");

    /** The entry; empty when the event lacks what the audit contract asks for. */
    Optional<AuditEntry> entry(SinkRecord event, JsonNode json) {
        String action = word(json, "action").orElse("");
        String entityType = word(json, "entity_type").orElse("");
        int status = json.path("status_code").asInt(0);
        String actor = text(json, "actor_type").orElse(PATIENT);
        String context = text(json, "action_context").orElse(NORMAL);
        Optional<Long> breakGlass = number(json, "break_glass_id");
        Optional<Long> impersonation = number(json, "impersonation_id");
        if (action.isEmpty()
                || entityType.isEmpty()
                || status < 100
                || status > 599
                || !ACTORS.contains(actor)
                || !isComplete(context, breakGlass, impersonation)) {
            return Optional.empty();
        }
        return Optional.of(
                new AuditEntry(
                        event.id(),
                        event.position(),
                        Values.believed(event).truncatedTo(ChronoUnit.MICROS),
                        event.receivedAt().truncatedTo(ChronoUnit.MICROS),
                        actor,
                        word(json, "actor_hash"),
                        actor.equals(PATIENT) ? Optional.empty() : number(json, "user_id"),
                        action,
                        entityType,
                        number(json, "entity_id"),
                        text(json, "request_path").orElse(""),
                        status,
                        context,
                        breakGlass,
                        impersonation,
                        StandardCharsets.UTF_8.decode(event.json()).toString()));
    }

    private static boolean isComplete(
            String context, Optional<Long> breakGlass, Optional<Long> impersonation) {
        return switch (context) {
            case NORMAL -> true;
            case "break_glass" -> breakGlass.isPresent();
            case "impersonation" -> impersonation.isPresent();
            default -> false;
        };
    }

    /** What rows are looked up by: an index row is bounded. */
    private static Optional<String> word(JsonNode json, String name) {
        return text(json, name).filter(word -> word.length() <= LONGEST_WORD);
    }

    /** PostgreSQL's texts cannot hold the character 0, which JSON may escape. */
    private static Optional<String> text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isString()
                ? Optional.of(value.asString().replace('\0', '\uFFFD'))
                : Optional.empty();
    }

    private static Optional<Long> number(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isIntegralNumber() && value.canConvertToLong()
                ? Optional.of(value.asLong())
                : Optional.empty();
    }
}
