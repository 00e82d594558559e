package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.event.Rejection.Fault;
import dev.headrace.validation.EventValidator;
import dev.headrace.validation.Verdict;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * Finds what else is wrong with an event that breaks its contract, so that its sender need not
 * correct one fault after the other. Bounded for each request, so that a bad batch costs little
 * more than a good one. For one request.
 */
final class FurtherFaults {

    /** Events of a request that are looked at again; of others the first fault is told. */
    static final int MOST_EVENTS = 10;

    private final EventValidator validator;
    private final Contract contract;
    private final OptionalInt version;
    private int left = MOST_EVENTS;

    FurtherFaults(EventValidator validator, Contract contract, OptionalInt version) {
        this.validator = validator;
        this.contract = contract;
        this.version = version;
    }

    /** The faults beside the one that was told. */
    List<Fault> of(JsonNode event, Verdict.Invalid told) {
        if (left == 0) {
            return List.of();
        }
        left--;
        return validator.further(contract, version, event, told);
    }
}
