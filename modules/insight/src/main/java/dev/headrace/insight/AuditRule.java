package dev.headrace.insight;

import dev.headrace.sink.SinkRecord;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** That a stream's events are audit events, which the rules of security look at. */
record AuditRule() {

    List<Observation> observations(SinkRecord event, JsonNode json) {
        return SecurityFacts.observations(event, json);
    }
}
