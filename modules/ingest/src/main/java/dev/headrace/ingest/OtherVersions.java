package dev.headrace.ingest;

import dev.headrace.event.Contract;
import dev.headrace.validation.EventValidator;
import dev.headrace.validation.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * Finds the versions that would have accepted an event that breaks the named one. Bounded for each
 * request, so that a bad batch costs little more than a good one. For one request.
 */
final class OtherVersions {

    /** Validations that a request may cost on top of its own. */
    static final int MOST_TRIES = 100;

    private final EventValidator validator;
    private final Contract contract;
    private final OptionalInt named;
    private int tries = MOST_TRIES;

    OtherVersions(EventValidator validator, Contract contract, OptionalInt named) {
        this.validator = validator;
        this.contract = contract;
        this.named = named;
    }

    /** Ascending; empty where the client left the choice to us, because then all were tried. */
    List<Integer> accepting(JsonNode event) {
        if (named.isEmpty() || tries < contract.schemas().size() - 1) {
            return List.of();
        }
        List<Integer> accepting = new ArrayList<>();
        for (int version : contract.schemas().keySet()) {
            if (version != named.getAsInt()) {
                tries--;
                if (validator.validate(contract, OptionalInt.of(version), event)
                        instanceof Verdict.Valid) {
                    accepting.add(version);
                }
            }
        }
        return accepting;
    }
}
