package dev.headrace.validation;

import dev.headrace.event.Contract;
import dev.headrace.event.FieldPlaces;
import dev.headrace.event.FieldRule;
import dev.headrace.event.NearestName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Asks whether the other fields that a privacy rule speaks of are there, and can be what it needs
 * them for.
 */
final class DetailedRuleCheck {

    private final Contract contract;
    private final Collection<Version> versions;

    DetailedRuleCheck(Contract contract, Collection<Version> versions) {
        this.contract = contract;
        this.versions = versions;
    }

    void run(String pointer, FieldRule rule, Consumer<String> problem) {
        if (rule.base() instanceof FieldRule.HashAs(String member)) {
            checkMember(pointer, member, problem);
        }
        if (rule instanceof FieldRule.Unless(FieldRule base, String where, var words)) {
            checkDeciding(where, words, problem);
        }
    }

    /** A second member of the same name would make two events of one. */
    private void checkMember(String pointer, String member, Consumer<String> problem) {
        List<String> field = Pointers.names(pointer);
        List<String> beside = Pointers.names(member);
        boolean neighbours =
                field.size() == beside.size()
                        && field.subList(0, field.size() - 1)
                                .equals(beside.subList(0, beside.size() - 1))
                        && !field.getLast().equals(FieldPlaces.ANY);
        if (!neighbours) {
            problem.accept("has as " + member + ", which does not stand beside it");
            return;
        }
        boolean taken =
                contract.adds().containsKey(beside.getLast()) && beside.size() == 1
                        || contract.privacy().fields().entrySet().stream()
                                .filter(other -> !other.getKey().equals(pointer))
                                .anyMatch(other ->
                                        other.getKey().equals(member)
                                                || other.getValue()
                                                        .base()
                                                        .equals(new FieldRule.HashAs(member)));
        if (taken) {
            problem.accept("has as " + member + ", of which another rule or adds speaks too");
        }
        for (Version version : versions) {
            if (DescribedFields.undescribed(version.documents(), pointer).isEmpty()
                    && !isOurs(version, member)) {
                problem.accept(
                        "has as "
                                + member
                                + ", which version "
                                + version.number()
                                + " of the schema does not describe as a string with readOnly:"
                                + " true; clients could send it");
            }
        }
    }

    private static boolean isOurs(Version version, String member) {
        return described(version, member)
                .filter(schema -> schema.path("type").asString("").equals("string"))
                .filter(schema -> schema.path("readOnly").asBoolean(false))
                .isPresent();
    }

    private void checkDeciding(String where, Collection<String> words, Consumer<String> problem) {
        PrivacyCheck.undescribed(where, versions)
                .ifPresent(reason -> problem.accept("asks " + where + ", which " + reason));
        if (contract.privacy().changeOf(where).isPresent()) {
            problem.accept("asks " + where + ", which has a rule of its own");
        }
        for (Version version : versions) {
            described(version, where)
                    .flatMap(schema -> unknown(schema.path("enum"), words))
                    .ifPresent(reason ->
                            problem.accept(
                                    "asks "
                                            + where
                                            + " for "
                                            + reason
                                            + " (version "
                                            + version.number()
                                            + " of the schema)"));
        }
    }

    /** A word that the schema never lets in excepts nothing: most likely it is misspelt. */
    private static Optional<String> unknown(JsonNode values, Collection<String> words) {
        if (!values.isArray()) {
            return Optional.empty();
        }
        List<String> texts =
                values.valueStream()
                        .filter(JsonNode::isString)
                        .map(value -> value.asString())
                        .toList();
        return words.stream()
                .filter(word -> !texts.contains(word))
                .sorted()
                .findFirst()
                .map(word -> word + ", which it never says" + NearestName.hint(word, texts));
    }

    private static Optional<JsonNode> described(Version version, String pointer) {
        return DescribedFields.find(version.documents(), pointer)
                .map(place -> version.documents().at(place));
    }
}
