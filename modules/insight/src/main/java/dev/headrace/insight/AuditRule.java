package dev.headrace.insight;

import dev.headrace.sink.SinkRecord;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * That a stream's events are audit events, which the rules of security look at.
 *
 * @param hours when people are at work; empty: no use of a grant is outside of that
 */
record AuditRule(Optional<OfficeHours> hours) {

    List<Observation> observations(SinkRecord event, JsonNode json, SubjectDigests digests) {
        return SecurityFacts.observations(event, json, digests, this);
    }
}
