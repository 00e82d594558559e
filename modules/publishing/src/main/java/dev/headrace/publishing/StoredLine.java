package dev.headrace.publishing;

import dev.headrace.event.Contract;
import dev.headrace.event.Principal;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogRecord;
import dev.headrace.eventlog.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A line of a lake, as a record again. An envelope gives back everything; of an event alone the
 * rest is made of the contract and of the place, and always the same.
 */
final class StoredLine {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final byte[] ENVELOPE = "{\"id\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FLATTENED = "{\"event_id\":".getBytes(StandardCharsets.US_ASCII);

    private final StoredFields fields;

    StoredLine(Contract contract) {
        this.fields = new StoredFields(contract);
    }

    /**
     * Where a line stands.
     *
     * @param replay the replay's id
     * @param number the line's number in the replay
     * @param object the object that holds it
     * @param received the earliest that its events can have been received
     * @param line its number in the object
     */
    record Place(String replay, long number, String object, Instant received, long line) {}

    /** Whether a line was written for tables: its event cannot be had back. */
    static boolean isFlattened(byte[] line) {
        return beginsWith(line, FLATTENED);
    }

    /** The record; empty when the line holds none, or one of another stream. */
    Optional<LogFrame> read(byte[] line, Place place, StoredIds ids) {
        try {
            Optional<LogFrame> whole =
                    beginsWith(line, ENVELOPE) ? envelope(line, place) : Optional.empty();
            return whole.isPresent() || isOfAnother(line)
                    ? whole
                    : Optional.of(eventAlone(line, place, ids));
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private boolean isOfAnother(byte[] line) {
        if (!beginsWith(line, ENVELOPE)) {
            return false;
        }
        JsonNode node = JSON.readTree(line);
        return isEnvelope(node) && !node.get("stream").asString().equals(fields.stream());
    }

    private Optional<LogFrame> envelope(byte[] line, Place place) {
        ObjectNode head = JsonNodeFactory.instance.objectNode();
        ByteBuffer event = ByteBuffer.allocate(0);
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                if (name.equals("event") && value == JsonToken.START_OBJECT) {
                    parser.skipChildren();
                    int end = Math.toIntExact(parser.currentLocation().getByteOffset());
                    event = ByteBuffer.wrap(line, start, end - start).slice().asReadOnlyBuffer();
                    head.putObject("event");
                } else {
                    head.set(name, (JsonNode) parser.readValueAsTree());
                }
            }
        }
        return isEnvelope(head) && head.get("stream").asString().equals(fields.stream())
                ? Optional.of(frame(head, event, place))
                : Optional.empty();
    }

    private LogFrame frame(JsonNode head, ByteBuffer event, Place place) {
        JsonNode content = JSON.readTree(bytes(event));
        return frame(
                place,
                head.get("schemaVersion").asInt(),
                Instant.parse(head.get("receivedAt").asString()),
                principal(head),
                attributes(head.path("attributes")),
                new LogRecord(
                        position(head.get("position").asString()),
                        head.get("id").asString(),
                        Instant.parse(head.get("occurredAt").asString()),
                        head.path("key").asString(""),
                        fields.layout(content),
                        event));
    }

    private LogFrame eventAlone(byte[] line, Place place, StoredIds ids) {
        JsonNode event = JSON.readTree(line);
        if (!event.isObject()) {
            throw new IllegalArgumentException("not an object");
        }
        return frame(
                place,
                fields.schemaVersion(),
                place.received(),
                Principal.NOBODY,
                Map.of(),
                new LogRecord(
                        new Position(ids.node(), place.line()),
                        fields.id(event).orElseGet(() -> ids.of(line)),
                        fields.occurredAt(event).orElse(place.received()),
                        fields.key(event),
                        fields.layout(event),
                        ByteBuffer.wrap(line).asReadOnlyBuffer()));
    }

    private LogFrame frame(
            Place place,
            int version,
            Instant received,
            Principal principal,
            Map<String, String> attributes,
            LogRecord record) {
        return new LogFrame(
                new Position(place.replay(), place.number()),
                ReplaySource.WANTED,
                fields.name(),
                version,
                "",
                received,
                principal,
                attributes,
                List.of(record),
                Optional.empty());
    }

    private static boolean isEnvelope(JsonNode node) {
        return List.of("id", "stream", "receivedAt", "occurredAt", "position").stream()
                        .allMatch(name -> node.path(name).isString())
                && node.path("schemaVersion").isInt()
                && node.path("principal").isObject()
                && node.path("event").isObject();
    }

    private static Principal principal(JsonNode head) {
        JsonNode who = head.get("principal");
        return new Principal(
                Principal.Kind.valueOf(who.path("kind").asString("").toUpperCase(Locale.ROOT)),
                who.path("name").asString(""),
                text(who, "email"),
                text(head, "organisation"));
    }

    private static Map<String, String> attributes(JsonNode given) {
        var attributes = new TreeMap<String, String>();
        given.forEachEntry((name, value) -> attributes.put(name, value.asString("")));
        return attributes;
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.of(node.path(name)).filter(JsonNode::isString).map(JsonNode::asString);
    }

    private static Position position(String text) {
        int hyphen = text.lastIndexOf('-');
        if (hyphen < 1) {
            throw new IllegalArgumentException("not a position");
        }
        return new Position(
                text.substring(0, hyphen), Long.parseUnsignedLong(text.substring(hyphen + 1), 16));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static boolean beginsWith(byte[] line, byte[] start) {
        return line.length >= start.length
                && java.util.Arrays.equals(line, 0, start.length, start, 0, start.length);
    }
}
