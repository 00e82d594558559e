package dev.headrace.validation;

import dev.headrace.event.Addition;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Reads what the server adds to each event. Such a member has to be described by the newest schema,
 * as {@code readOnly}: then sinks know it, and no client can send it.
 */
final class AddedFields {

    private static final String FIELD = "adds";
    private static final String VALUE = "value";
    private static final int LONGEST_VALUE = 200;

    private static final Map<String, Addition> KNOWN =
            Arrays.stream(Addition.Known.values())
                    .collect(Collectors.toMap(Addition.Known::word, Function.identity()));

    private AddedFields() {}

    /** The additions by the member's name, in the order of the file. */
    static SequencedMap<String, Addition> read(YamlFields fields) {
        SequencedMap<String, Addition> adds = new LinkedHashMap<>();
        fields.section(FIELD)
                .ifPresent(members -> members.names().forEach(place -> read(members, place, adds)));
        return Collections.unmodifiableSequencedMap(adds);
    }

    private static void read(
            YamlFields members, String place, SequencedMap<String, Addition> adds) {
        if (!Pointers.isValid(place) || Pointers.names(place).size() != 1) {
            members.problem(
                    place, "is not the JSON Pointer of a member of the event, such as /tag");
            return;
        }
        addition(members, place).ifPresent(one -> adds.put(Pointers.names(place).getFirst(), one));
    }

    private static Optional<Addition> addition(YamlFields members, String place) {
        if (members.raw(place).isObject()) {
            return members.section(place).flatMap(AddedFields::fixed);
        }
        return members.parsed(place, text -> KnownWords.named(KNOWN, text));
    }

    private static Optional<Addition> fixed(YamlFields rule) {
        rule.allowOnly(List.of(VALUE));
        if (!rule.has(VALUE)) {
            rule.missing(VALUE, "the text that is added to each event");
        }
        return rule.parsed(VALUE, AddedFields::oneLine).map(Addition.Fixed::new);
    }

    private static String oneLine(String text) {
        if (!Words.printable(text, LONGEST_VALUE).equals(text)) {
            throw new IllegalArgumentException(
                    "is not one line of at most " + LONGEST_VALUE + " printable characters");
        }
        return text;
    }

    /** Refuses what the schema does not describe so that no client can send it. */
    static void check(YamlFields fields, SequencedMap<String, Addition> adds, Version newest) {
        JsonNode properties =
                newest.documents()
                        .at(new SchemaDocuments.Place(newest.documents().main(), "/properties"));
        for (String member : adds.keySet()) {
            if (!properties.path(member).path("readOnly").asBoolean(false)) {
                fields.problem(
                        FIELD,
                        member
                                + " is not a property that version "
                                + newest.number()
                                + " of the schema describes with readOnly: true; clients could send"
                                + " it");
            }
        }
    }
}
