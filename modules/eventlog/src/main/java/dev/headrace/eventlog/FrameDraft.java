package dev.headrace.eventlog;

import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The events of one request that one version of one stream's schema has accepted.
 *
 * @param stream the stream
 * @param schemaVersion the version that accepted the events
 * @param schemaDigest the SHA-256 of that schema, in hexadecimal
 * @param receivedAt when the request came
 * @param principal who sent it, as privacy lets it be kept
 * @param attributes what travels beside the events, for example {@code traceparent}
 * @param records the events, at least one
 * @param owner whose ids the events' are; without one, the ids are not remembered for dedupe
 */
public record FrameDraft(
        StreamName stream,
        int schemaVersion,
        String schemaDigest,
        Instant receivedAt,
        Principal principal,
        Map<String, String> attributes,
        List<RecordDraft> records,
        Optional<Owner> owner) {

    /** Events whose ids are not remembered. */
    public FrameDraft(
            StreamName stream,
            int schemaVersion,
            String schemaDigest,
            Instant receivedAt,
            Principal principal,
            Map<String, String> attributes,
            List<RecordDraft> records) {
        this(
                stream,
                schemaVersion,
                schemaDigest,
                receivedAt,
                principal,
                attributes,
                records,
                Optional.empty());
    }

    /** The same with other records. */
    FrameDraft with(List<RecordDraft> others) {
        return new FrameDraft(
                stream,
                schemaVersion,
                schemaDigest,
                receivedAt,
                principal,
                attributes,
                others,
                owner);
    }
}
