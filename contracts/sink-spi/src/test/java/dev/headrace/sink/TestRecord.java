package dev.headrace.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record in memory; its bytes stand in the middle of a larger read-only buffer, as in a log. */
record TestRecord(
        String id,
        String stream,
        int schemaVersion,
        Optional<String> organisation,
        Optional<String> key,
        Instant receivedAt,
        Instant occurredAt,
        Principal principal,
        String event,
        Map<String, String> attributes)
        implements SinkRecord {

    static TestRecord of(String event) {
        return new TestRecord(
                "e-1",
                "user-telemetry",
                1,
                Optional.empty(),
                Optional.empty(),
                Instant.parse("2026-11-22T10:15:30.123456789Z"),
                Instant.parse("2026-11-22T10:15:29.000000001Z"),
                new Principal("service", "composer", Optional.empty()),
                event,
                Map.of());
    }

    TestRecord id(String id) {
        return new TestRecord(
                id,
                stream,
                schemaVersion,
                organisation,
                key,
                receivedAt,
                occurredAt,
                principal,
                event,
                attributes);
    }

    TestRecord from(String organisation, Principal principal) {
        return new TestRecord(
                id,
                stream,
                schemaVersion,
                Optional.of(organisation),
                key,
                receivedAt,
                occurredAt,
                principal,
                event,
                attributes);
    }

    TestRecord with(String key, Map<String, String> attributes) {
        return new TestRecord(
                id,
                stream,
                schemaVersion,
                organisation,
                Optional.of(key),
                receivedAt,
                occurredAt,
                principal,
                event,
                attributes);
    }

    @Override
    public List<String> layout() {
        return List.of();
    }

    @Override
    public String position() {
        return "n1-7-0";
    }

    @Override
    public ByteBuffer json() {
        byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
        ByteBuffer log = ByteBuffer.allocateDirect(bytes.length + 8);
        log.position(5).put(bytes).flip().position(5);
        return log.asReadOnlyBuffer();
    }
}
