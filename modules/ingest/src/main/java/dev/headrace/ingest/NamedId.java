package dev.headrace.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Makes an event's id of the fields that name it: UUID version 5 (RFC 9562). The first field is the
 * namespace, the others, with slashes between them, the name; so a client can make the same.
 */
final class NamedId {

    private static final int UUID_LENGTH = 36;
    private static final long VERSION = 0x5000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final JsonPointer namespace;
    private final List<JsonPointer> names;

    /**
     * @param fields JSON Pointers, at least two
     */
    NamedId(List<String> fields) {
        this.namespace = JsonPointer.compile(fields.getFirst());
        this.names = fields.stream().skip(1).map(JsonPointer::compile).toList();
    }

    /** The id; empty for an event that has not these fields, and so not its contract. */
    Optional<String> id(JsonNode event) {
        var name = new StringJoiner("/");
        for (JsonPointer one : names) {
            JsonNode value = event.at(one);
            if (!value.isString() && !value.isIntegralNumber()) {
                return Optional.empty();
            }
            name.add(value.asString());
        }
        return namespace(event.at(namespace).asString("")).map(space -> id(space, name.toString()));
    }

    private static Optional<UUID> namespace(String text) {
        try {
            UUID space = UUID.fromString(text);
            boolean whole =
                    text.length() == UUID_LENGTH
                            && space.toString().equals(text.toLowerCase(Locale.ROOT));
            return whole ? Optional.of(space) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String id(UUID space, String name) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            sha.update(
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(space.getMostSignificantBits())
                            .putLong(space.getLeastSignificantBits())
                            .flip());
            ByteBuffer hash = ByteBuffer.wrap(sha.digest(name.getBytes(StandardCharsets.UTF_8)));
            return EventIds.text(
                    (hash.getLong() & ~0xF000L) | VERSION,
                    (hash.getLong() & ~(VARIANT | VARIANT >>> 1)) | VARIANT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
