package dev.headrace.sink;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One accepted event on its way to a sink. Valid, like its batch, until {@code write} returns. */
public interface SinkRecord {

    /**
     * The event's id, 1 to 128 printable ASCII characters; the same whenever the event comes again.
     */
    String id();

    /** The name of the stream. */
    String stream();

    /** The version of the stream's schema that accepted the event. */
    int schemaVersion();

    /** The organisation that the credential speaks for. */
    Optional<String> organisation();

    /** The ordering and partition key that the contract names; at most 256 characters. */
    Optional<String> key();

    /**
     * The values of the contract's layout fields, in its order; an absent field is an empty text.
     */
    List<String> layout();

    /** Where the event stands in the event log: opaque, unique per node, safe in file names. */
    String position();

    /** When Headrace took the event. */
    Instant receivedAt();

    /**
     * When it happened, as the client says; the received time where the contract names no field.
     */
    Instant occurredAt();

    /** Who sent it. */
    Principal principal();

    /**
     * The event: UTF-8 JSON, an object, without line breaks outside of its own white space.
     * Read-only and shared; each call gives a buffer with a position of its own.
     */
    ByteBuffer json();

    /** What travels beside the event, for example {@code traceparent}. */
    Map<String, String> attributes();
}
