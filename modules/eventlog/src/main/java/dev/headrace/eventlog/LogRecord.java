package dev.headrace.eventlog;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * A record as read back from the log.
 *
 * @param position its place
 * @param id the event's id
 * @param occurredAt when it happened, to the nanosecond
 * @param key the ordering and partition key; empty when the stream has none
 * @param layout the values of the contract's layout fields
 * @param json the event; read-only, do not move its position: take a duplicate
 */
public record LogRecord(
        Position position,
        String id,
        Instant occurredAt,
        String key,
        List<String> layout,
        ByteBuffer json) {}
