package dev.headrace.operations;

import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The entries of the admin journal, which are JSON: what is asked for, and later, under the same
 * number, how it ended. A snapshot has both in one.
 */
final class AdminChangeJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AdminChangeJson() {}

    static byte[] asked(AdminChange change) {
        return AdminJson.object(json -> write(json, change));
    }

    static byte[] ended(long number, AdminChange.End end) {
        return AdminJson.object(json -> {
            json.writeNumberProperty("number", number);
            write(json, end);
        });
    }

    static void write(JsonGenerator json, AdminChange change) {
        json.writeNumberProperty("number", change.number());
        AdminJson.instant(json, "at", change.at());
        json.writeStringProperty("who", change.who());
        json.writeStringProperty("role", change.role());
        json.writeStringProperty("from", change.from());
        json.writeStringProperty("action", change.action());
        json.writeStringProperty("target", change.target());
        AdminJson.nested(
                json,
                "parameters",
                inner -> change.parameters().forEach(inner::writeStringProperty));
        change.end().ifPresent(end -> write(json, end));
    }

    private static void write(JsonGenerator json, AdminChange.End end) {
        AdminJson.instant(json, "endedAt", end.at());
        json.writeStringProperty("result", end.result());
    }

    /** An entry, read back. */
    sealed interface Entry {

        record Asked(AdminChange change) implements Entry {}

        record Ended(long number, AdminChange.End end) implements Entry {}
    }

    /** Reads an entry; empty when it is none of ours. */
    static Optional<Entry> read(byte[] entry) {
        try {
            JsonNode node = JSON.readTree(entry);
            long number = node.path("number").asLong(0);
            Optional<AdminChange.End> end =
                    node.has("result")
                            ? Optional.of(
                                    new AdminChange.End(
                                            Instant.parse(text(node, "endedAt")),
                                            text(node, "result")))
                            : Optional.empty();
            return node.has("action")
                    ? Optional.of(new Entry.Asked(change(node, number, end)))
                    : end.map(how -> new Entry.Ended(number, how));
        } catch (JacksonException | java.time.DateTimeException e) {
            return Optional.empty();
        }
    }

    private static AdminChange change(JsonNode node, long number, Optional<AdminChange.End> end) {
        var parameters = new TreeMap<String, String>();
        node.path("parameters")
                .forEachEntry((name, value) -> parameters.put(name, value.asString("")));
        return new AdminChange(
                number,
                Instant.parse(text(node, "at")),
                text(node, "who"),
                text(node, "role"),
                text(node, "from"),
                text(node, "action"),
                text(node, "target"),
                parameters,
                end);
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
