package dev.headrace.sink;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The one way to write a record as a line or a message. What it writes holds no line break and ends
 * without one; a record gives the same bytes whenever it comes. Immutable, safe for use by several
 * threads.
 *
 * <p>The event is the client's own: {@code 1.0} stays {@code 1.0}, no digit of a number is lost,
 * and only line breaks between its tokens become spaces. Times are UTC, ISO 8601: the received time
 * to the millisecond, the occurred time as exact as it is known, up to nanoseconds.
 */
public interface EnvelopeWriter {

    /** What is written of a record. */
    enum Form {
        /**
         * {@code {"id":…,"stream":…,"schemaVersion":…,"receivedAt":…,"occurredAt":…,
         * "organisation":…,"key":…,"attributes":{…},"position":…,
         * "principal":{"kind":…,"name":…,"email":…},"event":{…}}}, in this order; {@code
         * organisation}, {@code key}, {@code attributes} and {@code email} only where the record
         * has them.
         */
        ENVELOPE,
        /** What the client sent, and nothing else. */
        EVENT_ONLY,
        /**
         * One flat object, for tables (Athena, Parquet): {@code event_id}, {@code stream}, {@code
         * schema_version}, {@code received_at}, {@code occurred_at}, {@code organisation}, {@code
         * principal_kind}, {@code principal_name}, {@code principal_email} (the optional ones where
         * the record has them), then the event's members in their order.
         *
         * <ul>
         *   <li>The members of an object inside the event are joined to its name: {@code tags.a}
         *       becomes {@code tags_a}. An empty object gives nothing; below 16 levels an object is
         *       JSON text in a string.
         *   <li>An array is JSON text in a string; other values stay as they are.
         *   <li>Names are lower case, what is not a letter or digit of ASCII becomes {@code _}, a
         *       leading digit gets one before it, and at most 255 characters are kept.
         *   <li>Of members that come to the same name the first keeps it, the others become {@code
         *       name_2}, {@code name_3}, …. The envelope's names are never given to a member: an
         *       event's own {@code stream} is {@code stream_2}.
         * </ul>
         */
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

    /**
     * Writes one record, without a line end, in a single call of the stream.
     *
     * @throws IOException what the stream throws
     * @throws IllegalArgumentException with {@link Form#FLATTENED}, when the event is no JSON
     *     object (which the door does not let in); nothing was written then
     */
    void write(SinkRecord record, OutputStream out) throws IOException;
}
