package dev.headrace.plugin.postgresql;

import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record whose parts a test chooses. */
record TestRecord(
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
        ByteBuffer content,
        Map<String, String> attributes)
        implements SinkRecord {

    static final Instant NOW = Instant.parse("2026-11-22T10:15:30.123456Z");

    static TestRecord of(String stream, int number, String json) {
        return new TestRecord(
                "id-" + number,
                stream,
                1,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "node-0-" + number,
                NOW.plusMillis(number),
                NOW.minusSeconds(number),
                new Principal("service", "reporter", Optional.empty()),
                ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)),
                Map.of());
    }

    TestRecord receivedAt(Instant time) {
        return new TestRecord(
                id,
                stream,
                schemaVersion,
                organisation,
                key,
                layout,
                position,
                time,
                occurredAt,
                principal,
                content,
                attributes);
    }

    TestRecord occurredAt(Instant time) {
        return new TestRecord(
                id,
                stream,
                schemaVersion,
                organisation,
                key,
                layout,
                position,
                receivedAt,
                time,
                principal,
                content,
                attributes);
    }

    TestRecord keyed(String text) {
        return new TestRecord(
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
                content,
                attributes);
    }

    TestRecord with(Map<String, String> beside) {
        return new TestRecord(
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
                content,
                beside);
    }

    TestRecord by(String organisationName, Principal who) {
        return new TestRecord(
                id,
                stream,
                schemaVersion,
                Optional.of(organisationName),
                key,
                layout,
                position,
                receivedAt,
                occurredAt,
                who,
                content,
                attributes);
    }

    @Override
    public ByteBuffer json() {
        return content.asReadOnlyBuffer();
    }
}
