package dev.headrace.sink.tck;

import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A record of a {@link LentBatch}, which is told whenever its event is asked for. */
record LentRecord(SampleRecord record, Function<SampleRecord, ByteBuffer> bytes)
        implements SinkRecord {

    @Override
    public String id() {
        return record.id();
    }

    @Override
    public String stream() {
        return record.stream();
    }

    @Override
    public int schemaVersion() {
        return record.schemaVersion();
    }

    @Override
    public Optional<String> organisation() {
        return record.organisation();
    }

    @Override
    public Optional<String> key() {
        return record.key();
    }

    @Override
    public List<String> layout() {
        return record.layout();
    }

    @Override
    public String position() {
        return record.position();
    }

    @Override
    public Instant receivedAt() {
        return record.receivedAt();
    }

    @Override
    public Instant occurredAt() {
        return record.occurredAt();
    }

    @Override
    public Principal principal() {
        return record.principal();
    }

    @Override
    public ByteBuffer json() {
        return bytes.apply(record);
    }

    @Override
    public Map<String, String> attributes() {
        return record.attributes();
    }
}
