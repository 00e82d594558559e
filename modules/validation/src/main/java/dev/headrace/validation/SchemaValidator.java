package dev.headrace.validation;

import com.networknt.schema.Error;
import dev.headrace.event.Contract;
import dev.headrace.event.StreamName;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;

/** Checks events with compiled JSON Schemas. */
final class SchemaValidator implements EventValidator {

    private final Map<StreamName, SortedMap<Integer, Version>> streams;

    /** The validator of some streams, each with its versions, newest first. */
    SchemaValidator(Map<StreamName, SortedMap<Integer, Version>> streams) {
        this.streams = Map.copyOf(streams);
    }

    @Override
    public Verdict validate(Contract contract, OptionalInt version, JsonNode event) {
        SortedMap<Integer, Version> versions = streams.get(contract.name());
        if (versions == null) {
            throw new IllegalArgumentException(
                    "not a stream of this catalogue: " + contract.name());
        }
        if (version.isEmpty()) {
            return validateAgainstNewestFirst(contract.name(), versions, event);
        }
        Version named = versions.get(version.getAsInt());
        if (named == null) {
            throw new IllegalArgumentException(
                    contract.name() + " has no version " + version.getAsInt());
        }
        return validate(contract.name(), named, event);
    }

    /** The newest version that accepts; if none does, what the newest says. */
    private static Verdict validateAgainstNewestFirst(
            StreamName stream, SortedMap<Integer, Version> versions, JsonNode event) {
        Version newest = versions.firstEntry().getValue();
        Verdict verdict = validate(stream, newest, event);
        if (verdict instanceof Verdict.Valid || versions.size() == 1) {
            return verdict;
        }
        return versions.values().stream()
                .skip(1)
                .map(older -> validate(stream, older, event))
                .filter(Verdict.Valid.class::isInstance)
                .findFirst()
                .orElse(verdict);
    }

    static Verdict validate(StreamName stream, Version version, JsonNode event) {
        if (!event.isObject()) {
            return Explanation.notAnObject(stream, version);
        }
        List<Error> errors = version.findings(event);
        return errors.isEmpty()
                ? new Verdict.Valid(version.number())
                : Explanation.of(stream, version, Breach.mostTelling(errors));
    }
}
