package dev.headrace.eventlog;

import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import java.time.Instant;

/**
 * An accepted event that one sink refused for good, kept whole so that it can be replayed after its
 * frame has left the log.
 *
 * @param sink the sink that refused it
 * @param stream the stream
 * @param schemaVersion the version of the schema that accepted it
 * @param receivedAt when it came
 * @param principal who sent it
 * @param deadAt when the sink refused it
 * @param code the sink's short word for the reason
 * @param detail the reason for a person; without values
 * @param record the event
 */
public record DeadLetter(
        String sink,
        StreamName stream,
        int schemaVersion,
        Instant receivedAt,
        Principal principal,
        Instant deadAt,
        String code,
        String detail,
        LogRecord record) {}
