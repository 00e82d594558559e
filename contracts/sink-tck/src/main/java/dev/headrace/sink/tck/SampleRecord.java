package dev.headrace.sink.tck;

import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A record in memory, changed by its {@code with} methods. Immutable. */
public record SampleRecord(
        String id,
        String stream,
        int schemaVersion,
        Optional<String> organisation,
        Optional<String> key,
        List<String> layout,
        String position,
        Instant receivedAt,
        Instant occurredAt,
        Principal principal,
        String event,
        Map<String, String> attributes)
        implements SinkRecord {

    /** The received time of every sample that names no other. */
    public static final Instant RECEIVED = Instant.parse("2026-11-22T09:15:30.123Z");

    /** The stream of every sample that names no other. */
    public static final String STREAM = "conformance";

    public SampleRecord {
        layout = List.copyOf(layout);
        attributes = Map.copyOf(attributes);
    }

    /** A record of a stream, with the event's JSON. */
    public static SampleRecord of(String stream, String id, String event) {
        return new SampleRecord(
                id,
                stream,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "n1-" + id,
                RECEIVED,
                RECEIVED,
                new Principal("service", "conformance-kit", Optional.empty()),
                event,
                Map.of());
    }

    /** The same event under another id, with a position that goes with it. */
    public SampleRecord withId(String other) {
        return changed(copy -> {
            copy.id = other;
            copy.position = "n1-" + other;
        });
    }

    /** The same event in another stream. */
    public SampleRecord withStream(String other) {
        return changed(copy -> copy.stream = other);
    }

    public SampleRecord withEvent(String json) {
        return changed(copy -> copy.event = json);
    }

    public SampleRecord withKey(String text) {
        return changed(copy -> copy.key = Optional.of(text));
    }

    public SampleRecord withLayout(List<String> values) {
        return changed(copy -> copy.layout = values);
    }

    public SampleRecord withPosition(String text) {
        return changed(copy -> copy.position = text);
    }

    public SampleRecord withTimes(Instant received, Instant occurred) {
        return changed(copy -> {
            copy.receivedAt = received;
            copy.occurredAt = occurred;
        });
    }

    public SampleRecord withCaller(Optional<String> speaksFor, Principal caller) {
        return changed(copy -> {
            copy.organisation = speaksFor;
            copy.principal = caller;
        });
    }

    public SampleRecord withAttributes(Map<String, String> other) {
        return changed(copy -> copy.attributes = other);
    }

    private SampleRecord changed(Consumer<Copy> change) {
        var copy = new Copy(this);
        change.accept(copy);
        return copy.made();
    }

    @Override
    public ByteBuffer json() {
        return ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    /** What a change is made in; the place where all components are named. */
    private static final class Copy {

        private final int schemaVersion;
        private String id;
        private String stream;
        private Optional<String> organisation;
        private Optional<String> key;
        private List<String> layout;
        private String position;
        private Instant receivedAt;
        private Instant occurredAt;
        private Principal principal;
        private String event;
        private Map<String, String> attributes;

        Copy(SampleRecord from) {
            schemaVersion = from.schemaVersion;
            id = from.id;
            stream = from.stream;
            organisation = from.organisation;
            key = from.key;
            layout = from.layout;
            position = from.position;
            receivedAt = from.receivedAt;
            occurredAt = from.occurredAt;
            principal = from.principal;
            event = from.event;
            attributes = from.attributes;
        }

        SampleRecord made() {
            return new SampleRecord(
                    id,
                    stream,
                    schemaVersion,
                    organisation,
                    key,
                    layout,
                    position,
                    receivedAt,
                    occurredAt,
                    principal,
                    event,
                    attributes);
        }
    }
}
