package dev.headrace.sink.tck;

import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        return new SampleRecord(
                other,
                stream,
                schemaVersion,
                organisation,
                key,
                layout,
                "n1-" + other,
                receivedAt,
                occurredAt,
                principal,
                event,
                attributes);
    }

    /** The same event in another stream. */
    public SampleRecord withStream(String other) {
        return new SampleRecord(
                id,
                other,
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

    public SampleRecord withEvent(String json) {
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
                json,
                attributes);
    }

    public SampleRecord withKey(String text) {
        return new SampleRecord(
                id,
                stream,
                schemaVersion,
                organisation,
                Optional.of(text),
                layout,
                position,
                receivedAt,
                occurredAt,
                principal,
                event,
                attributes);
    }

    public SampleRecord withLayout(List<String> values) {
        return new SampleRecord(
                id,
                stream,
                schemaVersion,
                organisation,
                key,
                values,
                position,
                receivedAt,
                occurredAt,
                principal,
                event,
                attributes);
    }

    public SampleRecord withPosition(String text) {
        return new SampleRecord(
                id,
                stream,
                schemaVersion,
                organisation,
                key,
                layout,
                text,
                receivedAt,
                occurredAt,
                principal,
                event,
                attributes);
    }

    public SampleRecord withTimes(Instant received, Instant occurred) {
        return new SampleRecord(
                id,
                stream,
                schemaVersion,
                organisation,
                key,
                layout,
                position,
                received,
                occurred,
                principal,
                event,
                attributes);
    }

    public SampleRecord withCaller(Optional<String> speaksFor, Principal caller) {
        return new SampleRecord(
                id,
                stream,
                schemaVersion,
                speaksFor,
                key,
                layout,
                position,
                receivedAt,
                occurredAt,
                caller,
                event,
                attributes);
    }

    public SampleRecord withAttributes(Map<String, String> other) {
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
                other);
    }

    @Override
    public ByteBuffer json() {
        return ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }
}
