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
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to a sink. It is held with its frame, or, for a sink that wants large
 * batches, only its place is: then its content is read again when its batch is written.
 */
final class HeldRecord implements SinkRecord {

    /** What a record takes of which only the place is held. */
    static final long PLACE_BYTES = 64;

    private final String node;
    private final long sequence;
    private final int bytes;
    private final String stream;
    private @Nullable HeldFrame frame;
    private @Nullable LogRecord record;
    private @Nullable LogAgain source;

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
        this.node = frame.frame().first().node();
        this.sequence = sequence;
        this.bytes = record.json().remaining();
        this.stream = frame.frame().stream().value();
    }

    long sequence() {
        return sequence;
    }

    /** The record's place in what is read; of a replay, no other replay has it. */
    String place() {
        return new Position(node, sequence).toString();
    }

    int bytes() {
        return bytes;
    }

    /** What orders this record among others; empty when nothing does. */
    Optional<String> orderingKey() {
        return source == null ? key().map(key -> stream() + '\n' + key) : Optional.empty();
    }

    /** Takes a share of its frame. */
    void retain() {
        frame().retain();
    }

    /** Keeps no more than the record's place; only records that no order binds may do so. */
    void letGo(LogAgain again) {
        HeldFrame held = frame();
        source = again;
        frame = null;
        record = null;
        again.budget().take(PLACE_BYTES);
        held.release();
    }

    /** Where the content can be read, if only the place is held. */
    Optional<LogAgain> source() {
        return Optional.ofNullable(source);
    }

    /** Lets go of the record, or of its share of its frame. */
    void release() {
        LogAgain again = source;
        if (again == null) {
            frame().release();
        } else {
            again.budget().release(PLACE_BYTES);
        }
    }

    DeadLetter deadLetter(String sink, Instant deadAt, Refusal refusal) {
        return new DeadLetter(
                sink,
                frame().frame().stream(),
                schemaVersion(),
                receivedAt(),
                frame().frame().principal(),
                deadAt,
                refusal.code(),
                refusal.detail(),
                record());
    }

    @Override
    public String id() {
        return record().id();
    }

    @Override
    public String stream() {
        return stream;
    }

    @Override
    public int schemaVersion() {
        return frame().frame().schemaVersion();
    }

    @Override
    public Optional<String> organisation() {
        return frame().frame().principal().organisation();
    }

    @Override
    public Optional<String> key() {
        return record().key().isEmpty() ? Optional.empty() : Optional.of(record().key());
    }

    @Override
    public List<String> layout() {
        return record().layout();
    }

    @Override
    public String position() {
        LogAgain again = source;
        return again == null ? record().position().toString() : again.position(sequence);
    }

    @Override
    public Instant receivedAt() {
        return frame().frame().receivedAt();
    }

    @Override
    public Instant occurredAt() {
        return record().occurredAt();
    }

    @Override
    public Principal principal() {
        return frame().principal();
    }

    @Override
    public ByteBuffer json() {
        return record().json().asReadOnlyBuffer();
    }

    @Override
    public Map<String, String> attributes() {
        return frame().frame().attributes();
    }

    private HeldFrame frame() {
        return held(frame);
    }

    private LogRecord record() {
        return held(record);
    }

    private static <T> T held(@Nullable T content) {
        if (content == null) {
            throw new IllegalStateException("only the place of this record is held");
        }
        return content;
    }
}
