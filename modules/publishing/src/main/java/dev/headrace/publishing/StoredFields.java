package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.event.StreamName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What a contract points at in a stored event, read as it was when the event was accepted. */
final class StoredFields {

    private static final int MOST_ID = 128;
    private static final int MOST_VALUE = 256;
    private static final int KEPT_OF_LONG = 200;
    private static final String SEPARATOR = "\u001f";

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
                .filter(text -> !text.isEmpty() && text.length() <= MOST_ID)
                .filter(text -> text.chars().allMatch(c -> c >= 0x20 && c <= 0x7e));
    }

    Optional<Instant> occurredAt(JsonNode event) {
        return occurredAt.map(event::at).filter(JsonNode::isString).flatMap(StoredFields::time);
    }

    String key(JsonNode event) {
        List<String> texts = texts(event, key);
        return texts.size() == 1 ? texts.getFirst() : bounded(String.join(SEPARATOR, texts));
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
        return value.isValueNode() && !value.isNull() ? bounded(value.asString()) : "";
    }

    private static String bounded(String value) {
        if (value.length() <= MOST_VALUE) {
            return value;
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(value.getBytes(StandardCharsets.UTF_8));
            boolean splits = Character.isHighSurrogate(value.charAt(KEPT_OF_LONG - 1));
            int kept = splits ? KEPT_OF_LONG - 1 : KEPT_OF_LONG;
            return value.substring(0, kept) + '~' + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
