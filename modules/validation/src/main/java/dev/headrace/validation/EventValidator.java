package dev.headrace.validation;

import dev.headrace.event.Contract;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** Checks events against contracts. Safe for use by any number of threads; no I/O. */
public interface EventValidator {

    /**
     * Checks one event against the version that the client named, or else against the newest
     * version that accepts it.
     *
     * @throws IllegalArgumentException when the contract has no such version; ask {@link
     *     Contract#schemas()} first
     */
    Verdict validate(Contract contract, OptionalInt version, JsonNode event);
}
