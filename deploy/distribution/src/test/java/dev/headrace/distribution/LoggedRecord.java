package dev.headrace.distribution;

import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogRecord;
import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A record of the log as a sink sees it. */
record LoggedRecord(LogFrame frame, LogRecord record) implements SinkRecord {

    @Override
    public String id() {
        return record.id();
    }

    @Override
    public String stream() {
        return frame.stream().value();
    }

    @Override
    public int schemaVersion() {
        return frame.schemaVersion();
    }

    @Override
    public Optional<String> organisation() {
        return frame.principal().organisation();
    }

    @Override
    public Optional<String> key() {
        return Optional.of(record.key()).filter(key -> !key.isEmpty());
    }

    @Override
    public List<String> layout() {
        return record.layout();
    }

    @Override
    public String position() {
        return record.position().toString();
    }

    @Override
    public Instant receivedAt() {
        return frame.receivedAt();
    }

    @Override
    public Instant occurredAt() {
        return record.occurredAt();
    }

    @Override
    public Principal principal() {
        return new Principal(
                frame.principal().kind().name().toLowerCase(Locale.ROOT),
                frame.principal().name(),
                frame.principal().email());
    }

    @Override
    public ByteBuffer json() {
        return record.json().duplicate();
    }

    @Override
    public Map<String, String> attributes() {
        return frame.attributes();
    }
}
