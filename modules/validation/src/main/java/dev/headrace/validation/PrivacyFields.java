package dev.headrace.validation;

import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.FieldRule;
import dev.headrace.event.NearestName;
import dev.headrace.event.PrivacyRules;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Reads the privacy rules of a contract. Whether they fit its schemas is another's question. */
final class PrivacyFields {

    static final String SECTION = "privacy";

    private static final String EMAIL = "$principal/email";
    private static final String NAME = "$principal/name";
    private static final Set<String> PRINCIPAL = Set.of(EMAIL, NAME);
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
        return fields.section(SECTION).map(PrivacyFields::rules).orElse(PrivacyRules.DEFAULT);
    }

    private static PrivacyRules rules(YamlFields section) {
        SortedMap<String, FieldRule> fields = new TreeMap<>();
        for (String place : section.names()) {
            if (Pointers.isValid(place)) {
                rule(section, place).ifPresent(rule -> fields.put(place, rule));
            } else if (!PRINCIPAL.contains(place)) {
                section.problem(
                        place,
                        "is neither a JSON Pointer such as /tags/email nor "
                                + EMAIL
                                + " nor "
                                + NAME
                                + NearestName.hint(place, PRINCIPAL));
            }
        }
        return new PrivacyRules(
                ofPrincipal(section, EMAIL).orElse(EmailRule.HASH),
                ofPrincipal(section, NAME),
                fields);
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
