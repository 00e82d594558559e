package dev.headrace.ingest;

import tools.jackson.databind.JsonNode;

/**
 * An event as it goes into the log.
 *
 * @param json read for what is told beside the event
 */
@SuppressWarnings("ArrayRecordComponent") // on purpose: the body is not copied
record Kept(JsonNode json, byte[] source, int offset, int length) {

    /** One that has bytes of its own. */
    static Kept of(JsonNode json, byte[] bytes) {
        return new Kept(json, bytes, 0, bytes.length);
    }

    /** With what the server adds. */
    Kept with(byte[] addenda) {
        return of(json, Addenda.join(source, offset, length, addenda));
    }
}
