package dev.headrace.validation;

import dev.headrace.event.Contract;
import dev.headrace.event.Rejection.Fault;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Checks events against contracts. Safe for use by any number of threads; no I/O. */
public interface EventValidator {

    /** Who has more to correct than this asks again. */
    int MOST_FURTHER = 15;

    /**
     * Checks one event against the version that the client named, or else against the newest
     * version that accepts it.
     *
     * @throws IllegalArgumentException when the contract has no such version; ask {@link
     *     Contract#schemas()} first
     */
    Verdict validate(Contract contract, OptionalInt version, JsonNode event);

    /**
     * What else is wrong with an event that was refused, for its sender: at most {@link
     * #MOST_FURTHER} faults, in the order of the schema. It costs no more than checking a valid
     * event does, and is asked for nothing else.
     *
     * @param told what {@link #validate} has said, which is not told again
     */
    default List<Fault> further(
            Contract contract, OptionalInt version, JsonNode event, Verdict.Invalid told) {
        return List.of();
    }
}
