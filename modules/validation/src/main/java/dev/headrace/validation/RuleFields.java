package dev.headrace.validation;

import dev.headrace.event.FieldPlaces;
import dev.headrace.event.FieldRule;
import dev.headrace.event.NearestName;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what is kept of one field: a word, or what a rule needs to know beside it: {@code {redact:
 * [email]}}, {@code {rule: hash, as: /actor_hash, unless: {/actor_type: [staff]}}}.
 */
final class RuleFields {

    private static final String RULE = "rule";
    private static final String REDACT = "redact";
    private static final String AS = "as";
    private static final String UNLESS = "unless";

    private static final Map<String, FieldRule> RULES = rules();

    private RuleFields() {}

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

    static Optional<FieldRule> read(YamlFields section, String place) {
        return section.raw(place).isObject()
                ? section.section(place).flatMap(RuleFields::detailed)
                : section.parsed(place, RuleFields::named);
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

    private static Optional<FieldRule> detailed(YamlFields rule) {
        List<String> known = List.of(RULE, REDACT, AS, UNLESS);
        rule.allowOnly(known);
        if (rule.has(RULE) && rule.has(REDACT)) {
            rule.problem(REDACT, "is there besides rule; say one of them");
        } else if (!rule.has(RULE) && !rule.has(REDACT) && known.containsAll(rule.names())) {
            rule.missing(
                    RULE,
                    "what is kept of the field, such as {rule: hash, unless: {/type: [staff]}}, or"
                            + " redact with its patterns, such as {redact: [email]}");
        }
        return (rule.has(REDACT) ? redaction(rule) : rule.parsed(RULE, RuleFields::named))
                .map(base -> withMember(rule, base))
                .map(base -> withException(rule, base));
    }

    /** {@code {redact: [email, digits]}}. */
    private static Optional<FieldRule> redaction(YamlFields rule) {
        Collection<FieldRule.Pattern> all = EnumSet.allOf(FieldRule.Pattern.class);
        List<String> words = all.stream().map(RuleFields::word).toList();
        Set<String> named = KnownWords.some(rule, REDACT, words);
        var chosen = EnumSet.noneOf(FieldRule.Pattern.class);
        all.stream().filter(pattern -> named.contains(word(pattern))).forEach(chosen::add);
        return chosen.isEmpty() ? Optional.empty() : Optional.of(new FieldRule.Redact(chosen));
    }

    private static String word(FieldRule.Pattern pattern) {
        return pattern.name().toLowerCase(Locale.ROOT);
    }

    private static FieldRule withMember(YamlFields rule, FieldRule base) {
        if (!rule.has(AS)) {
            return base;
        }
        if (!(base instanceof FieldRule.Hash)) {
            rule.problem(AS, "means nothing without rule: hash");
            return base;
        }
        return rule.parsed(AS, ContractReader::pointerText)
                .<FieldRule>map(FieldRule.HashAs::new)
                .orElse(base);
    }

    private static FieldRule withException(YamlFields rule, FieldRule base) {
        if (rule.has(UNLESS) && base.keeps()) {
            rule.problem(UNLESS, "means nothing with keep");
            return base;
        }
        return rule.section(UNLESS).flatMap(unless -> exception(rule, unless, base)).orElse(base);
    }

    private static Optional<FieldRule> exception(
            YamlFields rule, YamlFields unless, FieldRule base) {
        List<String> places = List.copyOf(unless.names());
        if (places.size() != 1 || !isOnePlace(places.getFirst())) {
            rule.problem(UNLESS, "is not one JSON Pointer with texts, such as {/type: [staff]}");
            return Optional.empty();
        }
        String where = places.getFirst();
        Set<String> words = unless.texts(where);
        if (words.isEmpty()) {
            unless.problem(where, "names no text that would except an event");
            return Optional.empty();
        }
        return Optional.of(new FieldRule.Unless(base, where, words));
    }

    private static boolean isOnePlace(String text) {
        return Pointers.isValid(text) && !Pointers.names(text).contains(FieldPlaces.ANY);
    }
}
