package dev.headrace.validation;

import com.networknt.schema.Error;
import dev.headrace.event.Contract;
import dev.headrace.event.Rejection.Fault;
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
        SortedMap<Integer, Version> versions = versions(contract);
        return version.isEmpty()
                ? validateAgainstNewestFirst(contract.name(), versions, event)
                : validate(contract.name(), named(contract, versions, version.getAsInt()), event);
    }

    @Override
    public List<Fault> further(
            Contract contract, OptionalInt version, JsonNode event, Verdict.Invalid told) {
        SortedMap<Integer, Version> versions = versions(contract);
        Version blamed =
                version.isEmpty()
                        ? versions.firstEntry().getValue()
                        : named(contract, versions, version.getAsInt());
        return event.isObject() ? further(blamed, event, told) : List.of();
    }

    private static List<Fault> further(Version version, JsonNode event, Verdict.Invalid told) {
        var first = new Fault(told.pointer(), told.keyword(), told.message());
        return Breach.each(version.allFindings(event)).stream()
                .map(breach -> Explanation.toSender(version, breach))
                .distinct()
                .filter(fault -> !fault.equals(first))
                .limit(MOST_FURTHER)
                .toList();
    }

    private SortedMap<Integer, Version> versions(Contract contract) {
        SortedMap<Integer, Version> versions = streams.get(contract.name());
        if (versions == null) {
            throw new IllegalArgumentException(
                    "not a stream of this catalogue: " + contract.name());
        }
        return versions;
    }

    private static Version named(
            Contract contract, SortedMap<Integer, Version> versions, int number) {
        Version named = versions.get(number);
        if (named == null) {
            throw new IllegalArgumentException(contract.name() + " has no version " + number);
        }
        return named;
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
