package dev.headrace.eventlog;

import java.time.Instant;
import java.util.List;

/**
 * One event to append. Its JSON is a slice of the request's body, so that it is copied only once,
 * into the log.
 *
 * @param id the event's id, 1 to 128 printable ASCII characters
 * @param occurredAt when it happened
 * @param key the values of the contract's key fields, joined; empty when the stream has no key
 * @param layout the values of the contract's layout fields
 * @param source the array that holds the event's JSON
 * @param offset where the JSON starts
 * @param length how many bytes it has
 * @param origin where the id comes from
 */
@SuppressWarnings("ArrayRecordComponent") // on purpose: the body is not copied
public record RecordDraft(
        String id,
        Instant occurredAt,
        String key,
        List<String> layout,
        byte[] source,
        int offset,
        int length,
        IdOrigin origin) {

    /** An event that brought its id. */
    public RecordDraft(
            String id,
            Instant occurredAt,
            String key,
            List<String> layout,
            byte[] source,
            int offset,
            int length) {
        this(id, occurredAt, key, layout, source, offset, length, IdOrigin.EVENT);
    }
}
