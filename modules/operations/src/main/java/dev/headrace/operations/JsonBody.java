package dev.headrace.operations;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An object of a request's body, read strictly: at most 64 KiB, no field twice, none unknown. */
final class JsonBody {

    static final int MOST_BYTES = 64 * 1024;

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final String place;
    private final JsonNode node;

    private JsonBody(String place, JsonNode node, Set<String> known) {
        this.place = place;
        this.node = node;
        if (!node.isObject()) {
            throw AdminRequest.bad(
                    (place.isEmpty() ? "the body" : place.substring(0, place.length() - 1))
                            + " must be a JSON object");
        }
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw AdminRequest.bad(AdminRequest.unknown("field", name, known));
            }
        }
    }

    /**
     * Reads a body.
     *
     * @param known the fields of the object
     * @throws AdminRefusedException when it is too large, not JSON, or has other fields
     */
    static JsonBody read(InputStream in, Set<String> known) {
        byte[] bytes;
        try {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw AdminRequest.bad("the body ended too early");
        }
        if (bytes.length > MOST_BYTES) {
            throw new AdminRefusedException(AdminProblem.TOO_LARGE, "a body has at most 64 KiB");
        }
        try {
            return new JsonBody("", JSON.readTree(bytes), known);
        } catch (JacksonException e) {
            throw AdminRequest.bad("the body is not JSON, or has a name twice in one object");
        }
    }

    /** A nested object. */
    Optional<JsonBody> object(String name, Set<String> known) {
        return node.has(name)
                ? Optional.of(new JsonBody(place + name + ".", node.path(name), known))
                : Optional.empty();
    }

    Optional<String> text(String name) {
        if (!node.has(name)) {
            return Optional.empty();
        }
        String text = node.path(name).isString() ? node.path(name).asString() : "";
        if (text.isEmpty() || text.length() > AdminRequest.LONGEST_TEXT) {
            throw AdminRequest.bad(
                    place
                            + name
                            + " must be a text of 1 to "
                            + AdminRequest.LONGEST_TEXT
                            + " characters");
        }
        return Optional.of(text);
    }

    String neededText(String name) {
        return text(name).orElseThrow(() -> AdminRequest.bad(place + name + " is missing"));
    }

    Optional<Instant> instant(String name) {
        return text(name).map(text -> AdminRequest.instant(place + name, text));
    }

    Instant neededInstant(String name) {
        return instant(name).orElseThrow(() -> AdminRequest.bad(place + name + " is missing"));
    }

    /** A whole number from 1 to the given one. */
    int count(String name, int usual, int most) {
        if (!node.has(name)) {
            return usual;
        }
        JsonNode number = node.path(name);
        return AdminRequest.count(
                place + name, number.isIntegralNumber() ? number.asString() : "", most);
    }

    /** A flag that is not set unless it says {@code true}. */
    boolean isSet(String name) {
        if (node.has(name) && !node.path(name).isBoolean()) {
            throw AdminRequest.bad(place + name + " must be true or false");
        }
        return node.path(name).asBoolean(false);
    }

    /** A flag that must be there. */
    boolean neededTruth(String name) {
        if (!node.path(name).isBoolean()) {
            throw AdminRequest.bad(place + name + " must be true or false");
        }
        return node.path(name).asBoolean();
    }
}
