package dev.headrace.validation;

import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.Dialect;
import dev.headrace.event.FieldRule;
import dev.headrace.event.NearestName;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.Signal;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Reads the privacy rules of a contract. Whether they fit its schemas is another's question. */
final class PrivacyFields {

    static final String SECTION = "privacy";

    private static final String EMAIL = PrivacyRules.PRINCIPAL_EMAIL;
    private static final String NAME = PrivacyRules.PRINCIPAL_NAME;

    /** Where a signal's rule stands, with the signal behind it. */
    private static final String REQUEST = "$request/";

    /** Where the rules of what persons choose stand. */
    private static final String PERSON = "$person/";

    private static final String SUPPRESS = "suppress";

    private static final Set<String> NOT_OF_THE_EVENT =
            Stream.concat(
                            ChoiceFields.PLACES.stream(),
                            Stream.of(EMAIL, NAME, REQUEST + "gpc", REQUEST + "dnt"))
                    .collect(Collectors.toUnmodifiableSet());

    private PrivacyFields() {}

    /** The rules; of a person's address a keyed hash is kept if the contract says nothing. */
    static PrivacyRules read(YamlFields fields) {
        Optional<YamlFields> section = fields.section(SECTION);
        PrivacyRules rules = section.map(PrivacyFields::rules).orElse(PrivacyRules.DEFAULT);
        section.filter(any -> isAudit(fields)).ifPresent(PrivacyFields::refuseChoices);
        return new PrivacyRules(
                rules.principalEmail(),
                rules.principalName(),
                rules.fields(),
                rules.honoured(),
                OmitFields.read(fields),
                rules.choices());
    }

    /** The legal grounds of audit are others than those of figures. */
    private static void refuseChoices(YamlFields section) {
        for (String place : section.names()) {
            if (place.startsWith(REQUEST) || place.startsWith(PERSON)) {
                section.problem(
                        place,
                        "is not for a stream of the dialect audit: audit events are kept whatever"
                                + " a person chooses; leave it out");
            }
        }
    }

    private static boolean isAudit(YamlFields fields) {
        JsonNode dialects = fields.raw("dialects");
        return Stream.concat(Stream.of(dialects), dialects.valueStream())
                .anyMatch(dialect -> dialect.asString("").equals(Dialect.AUDIT.word()));
    }

    private static PrivacyRules rules(YamlFields section) {
        SortedMap<String, FieldRule> fields = new TreeMap<>();
        for (String place : section.names()) {
            if (Pointers.isValid(place)) {
                RuleFields.read(section, place).ifPresent(rule -> fields.put(place, rule));
            } else if (!NOT_OF_THE_EVENT.contains(place)) {
                section.problem(
                        place,
                        "is neither a JSON Pointer such as /tags/email nor one of "
                                + String.join(", ", new TreeSet<>(NOT_OF_THE_EVENT))
                                + NearestName.hint(place, NOT_OF_THE_EVENT));
            }
        }
        return new PrivacyRules(
                ofPrincipal(section, EMAIL).orElse(EmailRule.HASH),
                ofPrincipal(section, NAME),
                fields,
                honoured(section),
                Map.of(),
                ChoiceFields.read(section));
    }

    private static Set<Signal> honoured(YamlFields section) {
        var honoured = EnumSet.noneOf(Signal.class);
        for (Signal signal : Signal.values()) {
            section.parsed(
                            REQUEST + signal.name().toLowerCase(Locale.ROOT),
                            PrivacyFields::suppression)
                    .ifPresent(word -> honoured.add(signal));
        }
        return honoured;
    }

    static String suppression(String word) {
        if (!word.equals(SUPPRESS)) {
            throw new IllegalArgumentException(
                    word + " is not suppress, the one thing that can be done with it");
        }
        return word;
    }

    private static Optional<EmailRule> ofPrincipal(YamlFields section, String place) {
        return section.parsed(place, text -> KnownWords.one(EmailRule.class, text));
    }
}
