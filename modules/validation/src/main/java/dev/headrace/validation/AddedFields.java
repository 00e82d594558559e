package dev.headrace.validation;

import dev.headrace.event.Addition;
import dev.headrace.event.Contract;
import dev.headrace.event.FieldPlaces;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
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

    /** Each has a word for what follows from a field. */
    private static final Map<String, Addition.Derived> DERIVED =
            Arrays.stream(Addition.Derived.values())
                    .collect(Collectors.toMap(Addition.Derived::word, Function.identity()));

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
            return members.section(place).flatMap(AddedFields::detailed);
        }
        return members.parsed(place, text -> KnownWords.named(KNOWN, text));
    }

    /** {@code {value: cli}}, or {@code {country: /ip_address}}. */
    private static Optional<Addition> detailed(YamlFields rule) {
        var known = new TreeSet<>(DERIVED.keySet());
        known.add(VALUE);
        rule.allowOnly(known);
        List<String> words = rule.names().stream().filter(known::contains).toList();
        if (words.size() > 1) {
            rule.problem(
                    words.get(1), "is there besides " + words.getFirst() + "; say one of them");
        } else if (words.isEmpty() && known.containsAll(rule.names())) {
            rule.missing(
                    VALUE,
                    "the text that is added to each event, or what follows from one of its fields,"
                            + " such as {country: /ip_address}");
        }
        return words.size() == 1 ? ofWord(rule, words.getFirst()) : Optional.empty();
    }

    private static Optional<Addition> ofWord(YamlFields rule, String word) {
        return Optional.ofNullable(DERIVED.get(word))
                .map(what ->
                        rule.parsed(word, AddedFields::onePlace)
                                .<Addition>map(field -> new Addition.OfField(what, field)))
                .orElseGet(() ->
                        rule.parsed(word, AddedFields::oneLine).<Addition>map(Addition.Fixed::new));
    }

    private static String onePlace(String text) {
        String pointer = ContractReader.pointerText(text);
        if (Pointers.names(pointer).contains(FieldPlaces.ANY)) {
            throw new IllegalArgumentException(text + " is more than one field");
        }
        return pointer;
    }

    private static String oneLine(String text) {
        if (!Words.printable(text, LONGEST_VALUE).equals(text)) {
            throw new IllegalArgumentException(
                    "is not one line of at most " + LONGEST_VALUE + " printable characters");
        }
        return text;
    }

    /**
     * Refuses what the schema does not describe so that no client can send it, and what would not
     * be done or may not be.
     */
    static void check(YamlFields fields, Contract contract, Version newest) {
        JsonNode properties =
                newest.documents()
                        .at(new SchemaDocuments.Place(newest.documents().main(), "/properties"));
        contract.adds()
                .forEach((member, addition) -> {
                    if (!properties.path(member).path("readOnly").asBoolean(false)) {
                        fields.problem(FIELD, notReadOnly(member, newest));
                    } else if (addition instanceof Addition.OfField of) {
                        misfit(of, contract, newest)
                                .ifPresent(text -> fields.problem(FIELD, member + " " + text));
                    }
                    ruleOf(member, contract).ifPresent(text -> fields.problem(FIELD, text));
                });
    }

    private static String notReadOnly(String member, Version newest) {
        return member
                + " is not a property that version "
                + newest.number()
                + " of the schema describes with readOnly: true; clients could send it";
    }

    private static Optional<String> misfit(
            Addition.OfField addition, Contract contract, Version newest) {
        if (addition.what().isForInsideAlone()
                && contract.listener() != Contract.Listener.INTERNAL) {
            return Optional.of(
                    "is a "
                            + addition.what().word()
                            + ", which only streams with listener: internal may have");
        }
        return DescribedFields.undescribed(newest.documents(), addition.field())
                .map(hint ->
                        "is of "
                                + addition.field()
                                + ", which is not a property that version "
                                + newest.number()
                                + " of the schema describes"
                                + hint);
    }

    /** What is added comes after the rules of privacy, so that they would protect nothing. */
    private static Optional<String> ruleOf(String member, Contract contract) {
        String pointer = Pointers.append("", member);
        return contract.privacy()
                .changeOf(pointer)
                .map(rule ->
                        member
                                + " is added after the rules of privacy were applied, so the one"
                                + " that names it would protect nothing");
    }
}
