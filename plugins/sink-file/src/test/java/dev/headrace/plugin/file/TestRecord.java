package dev.headrace.plugin.file;

import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record in memory. */
record TestRecord(String id, String event) implements SinkRecord {

    static final Instant RECEIVED = Instant.parse("2026-11-22T09:15:30.123Z");

    @Override
    public String stream() {
        return "user-telemetry";
    }

    @Override
    public int schemaVersion() {
        return 1;
    }

    @Override
    public Optional<String> organisation() {
        return Optional.empty();
    }

    @Override
    public Optional<String> key() {
        return Optional.empty();
    }

    @Override
    public List<String> layout() {
        return List.of();
    }

    @Override
    public String position() {
        return "n1-" + id;
    }

    @Override
    public Instant receivedAt() {
        return RECEIVED;
    }

    @Override
    public Instant occurredAt() {
        return RECEIVED;
    }

    @Override
    public Principal principal() {
        return new Principal("service", "composer", Optional.empty());
    }

    @Override
    public ByteBuffer json() {
        return ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
    }

    @Override
    public Map<String, String> attributes() {
        return Map.of();
    }
}
