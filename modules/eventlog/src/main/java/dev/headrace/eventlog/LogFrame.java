package dev.headrace.eventlog;

import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A frame as read back from the log.
 *
 * @param first the position of the first record
 * @param routeEpoch the routing that was in force when the frame was accepted
 * @param stream the stream
 * @param schemaVersion the version of the schema that accepted the records
 * @param schemaDigest the SHA-256 of that schema, in hexadecimal
 * @param receivedAt when the request came, to the millisecond
 * @param principal who sent it
 * @param attributes what travels beside the events
 * @param records the records; the one at index i has the position {@code first.plus(i)}
 * @param claimed which of the ids are remembered for dedupe, and whose they are
 */
public record LogFrame(
        Position first,
        int routeEpoch,
        StreamName stream,
        int schemaVersion,
        String schemaDigest,
        Instant receivedAt,
        Principal principal,
        Map<String, String> attributes,
        List<LogRecord> records,
        Optional<ClaimedIds> claimed) {

    /** The position after the last record. */
    public Position end() {
        return first.plus(records.size());
    }
}
