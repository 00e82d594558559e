package dev.headrace.publishing;

import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record without what its contract leaves out for the sink. */
record OmittingRecord(SinkRecord whole, ByteBuffer json, Principal principal)
        implements SinkRecord {

    @Override
    public ByteBuffer json() {
        return json.asReadOnlyBuffer();
    }

    @Override
    public String id() {
        return whole.id();
    }

    @Override
    public String stream() {
        return whole.stream();
    }

    @Override
    public int schemaVersion() {
        return whole.schemaVersion();
    }

    @Override
    public Optional<String> organisation() {
        return whole.organisation();
    }

    @Override
    public Optional<String> key() {
        return whole.key();
    }

    @Override
    public List<String> layout() {
        return whole.layout();
    }

    @Override
    public String position() {
        return whole.position();
    }

    @Override
    public Instant receivedAt() {
        return whole.receivedAt();
    }

    @Override
    public Instant occurredAt() {
        return whole.occurredAt();
    }

    @Override
    public Map<String, String> attributes() {
        return whole.attributes();
    }
}
