package dev.headrace.validation;

import dev.headrace.event.Contract;
import dev.headrace.event.Rejection.Fault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/**
 * Checks each event by the generation that its contract is of: a request that began before a reload
 * ends by the contract that it began with.
 */
final class LiveValidator implements EventValidator {

    /** A request lives for seconds, and so does a generation at the very least. */
    private static final int GENERATIONS = 16;

    private final Deque<Generation> generations = new ArrayDeque<>();

    /** By identity: comparing all the schemas of a contract at each event would cost. */
    private volatile IdentityHashMap<Contract, SchemaValidator> validators =
            new IdentityHashMap<>();

    synchronized void add(Generation generation) {
        generations.addLast(generation);
        if (generations.size() > GENERATIONS) {
            generations.removeFirst();
        }
        IdentityHashMap<Contract, SchemaValidator> next = new IdentityHashMap<>();
        for (Generation each : generations) {
            each.all().forEach(contract -> next.put(contract, each.validator()));
        }
        validators = next;
    }

    @Override
    public Verdict validate(Contract contract, OptionalInt version, JsonNode event) {
        return of(contract).validate(contract, version, event);
    }

    @Override
    public List<Fault> further(
            Contract contract, OptionalInt version, JsonNode event, Verdict.Invalid told) {
        return of(contract).further(contract, version, event, told);
    }

    private SchemaValidator of(Contract contract) {
        SchemaValidator validator = validators.get(contract);
        if (validator == null) {
            throw new IllegalArgumentException(
                    "not a stream of this catalogue: " + contract.name());
        }
        return validator;
    }
}
