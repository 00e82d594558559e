package dev.headrace.publishing;

import dev.headrace.eventlog.DeadLetter;
import dev.headrace.eventlog.LogRecord;
import dev.headrace.eventlog.Position;
import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record of a held frame, as a sink sees it. */
final class HeldRecord implements SinkRecord {

    private final HeldFrame frame;
    private final LogRecord record;
    private final long sequence;

    HeldRecord(HeldFrame frame, LogRecord record) {
        this(frame, record, record.position().sequence());
    }

    /**
     * @param sequence the record's number in what is read: in the log its own, in a replay of dead
     *     letters another
     */
    HeldRecord(HeldFrame frame, LogRecord record, long sequence) {
        this.frame = frame;
        this.record = record;
        this.sequence = sequence;
    }

    long sequence() {
        return sequence;
    }

    /** The record's place in what is read; of a replay, no other replay has it. */
    String place() {
        return new Position(frame.frame().first().node(), sequence).toString();
    }

    int bytes() {
        return record.json().remaining();
    }

    /** What orders this record among others; empty when nothing does. */
    Optional<String> orderingKey() {
        return key().map(key -> stream() + '\n' + key);
    }

    /** Takes a share of its frame. */
    void retain() {
        frame.retain();
    }

    /** Lets go of the record's share of its frame. */
    void release() {
        frame.release();
    }

    DeadLetter deadLetter(String sink, Instant deadAt, Refusal refusal) {
        return new DeadLetter(
                sink,
                frame.frame().stream(),
                schemaVersion(),
                receivedAt(),
                frame.frame().principal(),
                deadAt,
                refusal.code(),
                refusal.detail(),
                record);
    }

    @Override
    public String id() {
        return record.id();
    }

    @Override
    public String stream() {
        return frame.frame().stream().value();
    }

    @Override
    public int schemaVersion() {
        return frame.frame().schemaVersion();
    }

    @Override
    public Optional<String> organisation() {
        return frame.frame().principal().organisation();
    }

    @Override
    public Optional<String> key() {
        return record.key().isEmpty() ? Optional.empty() : Optional.of(record.key());
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
        return frame.frame().receivedAt();
    }

    @Override
    public Instant occurredAt() {
        return record.occurredAt();
    }

    @Override
    public Principal principal() {
        return frame.principal();
    }

    @Override
    public ByteBuffer json() {
        return record.json().asReadOnlyBuffer();
    }

    @Override
    public Map<String, String> attributes() {
        return frame.frame().attributes();
    }
}
