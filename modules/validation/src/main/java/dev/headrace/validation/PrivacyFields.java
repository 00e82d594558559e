package dev.headrace.validation;

import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.FieldRule;
import dev.headrace.event.NearestName;
import dev.headrace.event.PrivacyRules;
import dev.headrace.event.Signal;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Reads the privacy rules of a contract. Whether they fit its schemas is another's question. */
final class PrivacyFields {

    static final String SECTION = "privacy";

    private static final String EMAIL = PrivacyRules.PRINCIPAL_EMAIL;
    private static final String NAME = PrivacyRules.PRINCIPAL_NAME;

    /** Where a signal's rule stands, with the signal behind it. */
    private static final String REQUEST = "$request/";

    private static final String SUPPRESS = "suppress";

    private static final Set<String> NOT_OF_THE_EVENT =
            Set.of(EMAIL, NAME, REQUEST + "gpc", REQUEST + "dnt");
    private static final String REDACT = "redact";

    private static final Map<String, FieldRule> RULES = rules();

    private PrivacyFields() {}

    private static Map<String, FieldRule> rules() {
        var rules = new LinkedHashMap<String, FieldRule>();
        rules.put("keep", new FieldRule.Keep());
        rules.put("drop", new FieldRule.Drop());
        rules.put("hash", new FieldRule.Hash());
        rules.put("truncate-address", new FieldRule.TruncateAddress());
        rules.put("truncate-to-hour", new FieldRule.TruncateTime(FieldRule.Unit.HOUR));
        rules.put("truncate-to-day", new FieldRule.TruncateTime(FieldRule.Unit.DAY));
        rules.put(REDACT, FieldRule.Redact.EVERYTHING);
        return rules;
    }

    /** The rules; of a person's address a keyed hash is kept if the contract says nothing. */
    static PrivacyRules read(YamlFields fields) {
        PrivacyRules rules =
                fields.section(SECTION).map(PrivacyFields::rules).orElse(PrivacyRules.DEFAULT);
        return new PrivacyRules(
                rules.principalEmail(),
                rules.principalName(),
                rules.fields(),
                rules.honoured(),
                OmitFields.read(fields));
    }

    private static PrivacyRules rules(YamlFields section) {
        SortedMap<String, FieldRule> fields = new TreeMap<>();
        for (String place : section.names()) {
            if (Pointers.isValid(place)) {
                rule(section, place).ifPresent(rule -> fields.put(place, rule));
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
                Map.of());
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

    private static String suppression(String word) {
        if (!word.equals(SUPPRESS)) {
            throw new IllegalArgumentException(
                    word + " is not suppress, the one thing that can be done with it");
        }
        return word;
    }

    private static Optional<EmailRule> ofPrincipal(YamlFields section, String place) {
        return section.parsed(place, text -> KnownWords.one(EmailRule.class, text));
    }

    private static Optional<FieldRule> rule(YamlFields section, String place) {
        return section.raw(place).isObject()
                ? section.section(place).flatMap(PrivacyFields::redaction)
                : section.parsed(place, PrivacyFields::named);
    }

    private static FieldRule named(String word) {
        FieldRule rule = RULES.get(word);
        if (rule == null) {
            throw new IllegalArgumentException(
                    word
                            + " is none of "
                            + String.join(", ", RULES.keySet())
                            + NearestName.hint(word, RULES.keySet()));
        }
        return rule;
    }

    /** {@code {redact: [email, digits]}}. */
    private static Optional<FieldRule> redaction(YamlFields rule) {
        rule.allowOnly(List.of(REDACT));
        JsonNode patterns = rule.raw(REDACT);
        if (rule.names().isEmpty()) {
            rule.missing(REDACT, "the patterns that are taken out, such as {redact: [email]}");
        }
        if (patterns.isMissingNode()) {
            return Optional.empty();
        }
        List<String> words =
                EnumSet.allOf(FieldRule.Pattern.class).stream().map(PrivacyFields::word).toList();
        Set<String> named = KnownWords.some(rule, REDACT, words);
        var chosen = EnumSet.noneOf(FieldRule.Pattern.class);
        EnumSet.allOf(FieldRule.Pattern.class).stream()
                .filter(pattern -> named.contains(word(pattern)))
                .forEach(chosen::add);
        return chosen.isEmpty() ? Optional.empty() : Optional.of(new FieldRule.Redact(chosen));
    }

    private static String word(FieldRule.Pattern pattern) {
        return pattern.name().toLowerCase(Locale.ROOT);
    }
}
