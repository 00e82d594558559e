package dev.headrace.ingest;

import dev.headrace.event.StreamName;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes an event's id of what it says: UUID version 5 (RFC 9562) of its stream and its canonical
 * form. Blanks, escapes, the order of names, and how a number is written do not count; every value
 * does, to its last digit. Safe for use by any number of threads.
 *
 * <p>The canonical form is one of our own, made to be digested: each value begins with its kind,
 * each text with its length, names stand in the order of their UTF-16 code units.
 */
final class ContentIds {

    /**
     * a77daf84-2ccf-518b-8d4e-d14e82817b27: the UUIDv5 of {@code urn:headrace:content-id} as a URL.
     */
    private static final UUID NAMESPACE = UUID.fromString("a77daf84-2ccf-518b-8d4e-d14e82817b27");

    private static final long VERSION = 0x5000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** The tree of the checks holds fractions as doubles, which would drop digits. */
    private final ObjectReader exact =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build()
                    .readerFor(JsonNode.class);

    /**
     * The id of an event.
     *
     * @param tree the event
     * @param source holds its bytes, from {@code offset} on
     */
    String id(StreamName stream, JsonNode tree, byte[] source, int offset, int length) {
        JsonNode json = hasFraction(tree) ? exact.readTree(source, offset, length) : tree;
        MessageDigest sha = sha1();
        text(sha, stream.value());
        value(sha, json);
        ByteBuffer hash = ByteBuffer.wrap(sha.digest());
        return EventIds.text(
                (hash.getLong() & ~0xF000L) | VERSION,
                (hash.getLong() & ~(VARIANT | VARIANT >>> 1)) | VARIANT);
    }

    private static boolean hasFraction(JsonNode node) {
        if (node.isContainer()) {
            for (JsonNode child : node) {
                if (hasFraction(child)) {
                    return true;
                }
            }
        }
        return node.isNumber() && !node.isIntegralNumber();
    }

    private static void value(MessageDigest sha, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object(sha, node);
            case ARRAY -> {
                sha.update((byte) '[');
                number(sha, node.size());
                node.forEach(child -> value(sha, child));
            }
            case STRING -> {
                sha.update((byte) '"');
                text(sha, node.asString());
            }
            case NUMBER -> {
                sha.update((byte) '0');
                BigDecimal plain = node.decimalValue().stripTrailingZeros();
                text(sha, plain.unscaledValue() + "e" + -plain.scale());
            }
            default -> {
                sha.update((byte) '=');
                text(sha, node.isBoolean() ? Boolean.toString(node.booleanValue()) : "null");
            }
        }
    }

    private static void object(MessageDigest sha, JsonNode node) {
        sha.update((byte) '{');
        number(sha, node.size());
        List<String> names = new ArrayList<>(node.propertyNames());
        names.sort(null);
        for (String name : names) {
            text(sha, name);
            value(sha, node.path(name));
        }
    }

    private static void text(MessageDigest sha, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        number(sha, bytes.length);
        sha.update(bytes);
    }

    private static void number(MessageDigest sha, int number) {
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
    }

    private static MessageDigest sha1() {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-1");
            sha.update(
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(NAMESPACE.getMostSignificantBits())
                            .putLong(NAMESPACE.getLeastSignificantBits())
                            .flip());
            return sha;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
