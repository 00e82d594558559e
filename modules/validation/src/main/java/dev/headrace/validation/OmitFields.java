package dev.headrace.validation;

import dev.headrace.event.Contract;
import dev.headrace.event.FieldPlaces;
import dev.headrace.event.PrivacyRules;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a contract leaves out for single sinks: {@code omit: {analytics: [/ip]}}. */
final class OmitFields {

    static final String SECTION = "omit";

    private static final Set<String> PRINCIPAL =
            Set.of(PrivacyRules.PRINCIPAL_EMAIL, PrivacyRules.PRINCIPAL_NAME);
    private static final Pattern SINK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,62}");

    private OmitFields() {}

    /** By sink, the places that are right. */
    static Map<String, Set<String>> read(YamlFields fields) {
        Map<String, Set<String>> omit = new HashMap<>();
        fields.section(SECTION)
                .ifPresent(section -> section.names().forEach(sink -> read(section, sink, omit)));
        return omit;
    }

    private static void read(YamlFields section, String sink, Map<String, Set<String>> omit) {
        if (!SINK.matcher(sink).matches()) {
            section.problem(sink, "is not the name of a sink");
            return;
        }
        Set<String> places = section.texts(sink);
        if (section.raw(sink).isArray() && section.raw(sink).isEmpty()) {
            section.problem(
                    sink, "is empty; leave it out, or name the fields that the sink is not to get");
        }
        for (String place : places) {
            if (!Pointers.isValid(place) && !PRINCIPAL.contains(place)) {
                section.problem(
                        sink,
                        place
                                + " is neither a JSON Pointer such as /tags/email nor "
                                + PrivacyRules.PRINCIPAL_EMAIL
                                + " nor "
                                + PrivacyRules.PRINCIPAL_NAME);
            }
        }
        omit.put(
                sink,
                Set.copyOf(
                        places.stream()
                                .filter(place ->
                                        Pointers.isValid(place) || PRINCIPAL.contains(place))
                                .toList()));
    }

    /** Refuses what the rest of the contract or its schemas do not allow. */
    static void check(YamlFields section, Contract contract, Collection<Version> versions) {
        contract.privacy()
                .omit()
                .forEach((sink, places) -> {
                    if (!contract.isRoutedTo(sink)) {
                        section.problem(sink, "is not one of the stream's sinks");
                    }
                    places.stream()
                            .filter(Pointers::isValid)
                            .sorted()
                            .forEach(place ->
                                    check(section, sink, place, places, contract, versions));
                });
    }

    private static void check(
            YamlFields section,
            String sink,
            String place,
            Set<String> others,
            Contract contract,
            Collection<Version> versions) {
        PrivacyCheck.undescribed(place, versions)
                .ifPresent(reason -> section.problem(sink, place + " " + reason));
        others.stream()
                .filter(Pointers::isValid)
                .filter(other -> Pointers.names(other).size() < Pointers.names(place).size())
                .filter(other -> FieldPlaces.touch(other, place))
                .forEach(other -> section.problem(sink, place + " lies in " + other));
        Map<String, List<String>> told =
                Map.of(
                        "id", contract.id().stream().toList(),
                        "occurred-at", contract.occurredAt().stream().toList(),
                        "key", contract.key(),
                        "layout", contract.layout());
        told.forEach((field, pointers) -> {
            if (pointers.stream().anyMatch(pointer -> FieldPlaces.touch(place, pointer))) {
                section.problem(
                        sink,
                        place
                                + " cannot be left out: "
                                + field
                                + " names it, which every sink gets");
            }
        });
    }
}
