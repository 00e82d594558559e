package dev.headrace.sink;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The one way to write a record as a line or a message. What it writes holds no line break and ends
 * without one. Immutable, safe for use by several threads.
 */
public interface EnvelopeWriter {

    /** What is written of a record. */
    enum Form {
        /**
         * {@code
         * {"id":…,"stream":…,"schemaVersion":…,"receivedAt":…,"occurredAt":…,"principal":{…},"event":{…}}},
         * with {@code organisation}, {@code key} and {@code attributes} where the record has them.
         */
        ENVELOPE,
        /** What the client sent, and nothing else. */
        EVENT_ONLY,
        /** One flat object: the envelope's fields and the event's, for tables (Athena, Parquet). */
        FLATTENED
    }

    /** The writer of a form. */
    static EnvelopeWriter of(Form form) {
        return switch (form) {
            case ENVELOPE -> new EnvelopeLine();
            case EVENT_ONLY -> new EventLine();
            case FLATTENED -> new FlatLine();
        };
    }

    /** Writes one record, without a line end. */
    void write(SinkRecord record, OutputStream out) throws IOException;
}
