package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.event.FieldText;
import dev.headrace.event.StreamName;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What a contract points at in a stored event, read as it was when the event was accepted. */
final class StoredFields {

    private final Contract contract;
    private final Optional<JsonPointer> id;
    private final Optional<JsonPointer> occurredAt;
    private final List<JsonPointer> key;
    private final List<JsonPointer> layout;

    StoredFields(Contract contract) {
        this.contract = contract;
        this.id = contract.id().map(JsonPointer::compile);
        this.occurredAt = contract.occurredAt().map(JsonPointer::compile);
        this.key = contract.key().stream().map(JsonPointer::compile).toList();
        this.layout = contract.layout().stream().map(JsonPointer::compile).toList();
    }

    StreamName name() {
        return contract.name();
    }

    String stream() {
        return contract.name().value();
    }

    int schemaVersion() {
        return contract.newestSchema().number();
    }

    Optional<String> id(JsonNode event) {
        return id.map(event::at)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .filter(FieldText::isId);
    }

    Optional<Instant> occurredAt(JsonNode event) {
        return occurredAt.map(event::at).filter(JsonNode::isString).flatMap(StoredFields::time);
    }

    String key(JsonNode event) {
        return FieldText.key(texts(event, key));
    }

    List<String> layout(JsonNode event) {
        return texts(event, layout);
    }

    private static Optional<Instant> time(JsonNode text) {
        try {
            return Optional.of(OffsetDateTime.parse(text.asString()).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static List<String> texts(JsonNode event, List<JsonPointer> pointers) {
        return pointers.stream().map(pointer -> text(event.at(pointer))).toList();
    }

    private static String text(JsonNode value) {
        return value.isValueNode() && !value.isNull() ? FieldText.bounded(value.asString()) : "";
    }
}
