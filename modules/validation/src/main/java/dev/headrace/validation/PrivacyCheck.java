package dev.headrace.validation;

import dev.headrace.event.Contract;
import dev.headrace.event.FieldPlaces;
import dev.headrace.event.FieldRule;
import dev.headrace.event.PrivacyRules;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Asks whether privacy rules fit the rest of their contract: a rule for a field that is not there
 * protects nothing, and one whose outcome no sink can store would lose events later.
 */
final class PrivacyCheck {

    private static final FieldRule KEEP = new FieldRule.Keep();
    private static final Set<String> TIMES = Set.of("date-time", "date", "time");

    private final YamlFields rules;
    private final Contract contract;
    private final Collection<Version> versions;

    PrivacyCheck(YamlFields rules, Contract contract, Collection<Version> versions) {
        this.rules = rules;
        this.contract = contract;
        this.versions = versions;
    }

    void run() {
        PrivacyRules privacy = contract.privacy();
        var details = new DetailedRuleCheck(contract, versions);
        privacy.fields()
                .forEach((pointer, rule) -> {
                    checkDescribed(pointer);
                    if (!rule.keeps()) {
                        checkAlone(pointer, privacy);
                        checkEnvelope(pointer, rule.base());
                        details.run(pointer, rule, text -> problem(pointer, text));
                        versions.forEach(version -> checkOutcome(pointer, rule, version));
                    }
                });
    }

    /** One version is enough: events of older ones are still taken. */
    private void checkDescribed(String pointer) {
        undescribed(pointer, versions).ifPresent(text -> problem(pointer, text));
    }

    /** Why a pointer leads nowhere in every version. */
    static Optional<String> undescribed(String pointer, Collection<Version> versions) {
        Optional<String> hint = Optional.empty();
        for (Version version : versions) {
            Optional<String> undescribed =
                    DescribedFields.undescribed(version.documents(), pointer);
            if (undescribed.isEmpty()) {
                return Optional.empty();
            }
            hint = hint.or(() -> undescribed);
        }
        return hint.map(text ->
                "is not a property that a version of the schema describes, so the rule would"
                        + " protect nothing"
                        + text);
    }

    private void checkAlone(String pointer, PrivacyRules privacy) {
        privacy.fields().keySet().stream()
                .filter(other -> isBelow(pointer, other))
                .filter(other -> !privacy.fields().getOrDefault(other, KEEP).keeps())
                .findFirst()
                .ifPresent(other ->
                        problem(pointer, "lies in " + other + ", which has a rule of its own"));
    }

    /** By names that stand for any other. */
    private static boolean isBelow(String pointer, String other) {
        return Pointers.names(pointer).size() > Pointers.names(other).size()
                && FieldPlaces.touch(pointer, other);
    }

    /** Where the id stands, or what it is made of. */
    private Stream<String> ids() {
        return Stream.concat(
                contract.id().stream(),
                contract.missingId() instanceof Contract.MissingId.Named named
                        ? named.fields().stream()
                        : Stream.empty());
    }

    /** What is told beside the event too. */
    private void checkEnvelope(String pointer, FieldRule rule) {
        PrivacyRules own =
                new PrivacyRules(
                        contract.principalEmail(),
                        Optional.empty(),
                        new TreeMap<>(Map.of(pointer, rule)));
        ids().filter(id -> changes(own, id))
                .findFirst()
                .ifPresent(id ->
                        problem(
                                pointer,
                                "changes the event's id, by which repeats are known and which every"
                                        + " sink gets; an id can only be kept"));
        contract.occurredAt()
                .filter(time -> changes(own, time) && !(rule instanceof FieldRule.TruncateTime))
                .ifPresent(time ->
                        problem(
                                pointer,
                                "changes occurred-at, of which a time must remain: keep,"
                                        + " truncate-to-hour or truncate-to-day"));
        if (rule instanceof FieldRule.Drop || rule instanceof FieldRule.HashAs) {
            checkNotNamed(pointer, own, "key", contract.key());
            checkNotNamed(pointer, own, "layout", contract.layout());
        }
    }

    private void checkNotNamed(
            String pointer, PrivacyRules own, String field, List<String> pointers) {
        if (pointers.stream().anyMatch(place -> changes(own, place))) {
            problem(pointer, "takes away what " + field + " names; leave it out there too");
        }
    }

    private boolean changes(PrivacyRules own, String pointer) {
        boolean excepted = contract.privacy().fields().get(pointer) instanceof FieldRule.Keep;
        return !excepted && own.changeOf(pointer).isPresent();
    }

    private void checkOutcome(String pointer, FieldRule rule, Version version) {
        DescribedFields.find(version.documents(), pointer)
                .map(place -> version.documents().at(place))
                .flatMap(schema -> misfit(schema, rule))
                .ifPresent(reason ->
                        problem(
                                pointer,
                                reason + " (version " + version.number() + " of the schema)"));
    }

    /** Why a field cannot hold what the rule makes of it; only where that is sure. */
    private static Optional<String> misfit(JsonNode schema, FieldRule rule) {
        boolean texts = allows(schema, "string");
        return switch (rule) {
            case FieldRule.Keep keep -> Optional.empty();
            case FieldRule.Drop drop -> Optional.empty();
            case FieldRule.HashAs hash -> Optional.empty();
            case FieldRule.Unless unless -> misfit(schema, unless.base());
            case FieldRule.Hash hash ->
                    texts && !isTime(schema)
                            ? Optional.empty()
                            : Optional.of(
                                    "would be a text after hash, which the schema does not allow:"
                                            + " sinks make a column of "
                                            + kind(schema)
                                            + " of it");
            case FieldRule.TruncateAddress truncate ->
                    texts && !isTime(schema)
                            ? Optional.empty()
                            : Optional.of("is " + kind(schema) + ", and no address");
            case FieldRule.TruncateTime truncate ->
                    texts ? Optional.empty() : Optional.of("is " + kind(schema) + ", and no text");
            case FieldRule.Redact redact ->
                    (texts && !isTime(schema))
                                    || allows(schema, "object")
                                    || allows(schema, "array")
                            ? Optional.empty()
                            : Optional.of("is " + kind(schema) + ", and no text");
        };
    }

    private static boolean isTime(JsonNode schema) {
        return TIMES.contains(schema.path("format").asString(""));
    }

    private static boolean allows(JsonNode schema, String type) {
        JsonNode types = schema.path("type");
        if (types.isString()) {
            return types.asString().equals(type);
        }
        if (types.isArray()) {
            return types.valueStream().anyMatch(one -> one.asString("").equals(type));
        }
        return true;
    }

    private static String kind(JsonNode schema) {
        return isTime(schema) ? "a time" : Words.types(schema.path("type"));
    }

    private void problem(String pointer, String message) {
        rules.problem(pointer, message);
    }
}
