package dev.headrace.event;

import dev.headrace.event.Contract.EmailRule;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a contract says of personal data: the classified fields, and what becomes of them.
 *
 * @param principalEmail what is kept of a person's e-mail address
 * @param principalName what is kept of the name of a service or a session; empty: a service's is
 *     kept, a session's is hashed, because it names a person. A person's name is the e-mail address
 * @param fields the rule of each classified field, by JSON Pointer; a name {@code *} is every
 *     member or element
 * @param honoured the signals that keep a valid event from being stored
 * @param omit what is left out for one sink, by the sink's name: JSON Pointers, {@link
 *     #PRINCIPAL_EMAIL} and {@link #PRINCIPAL_NAME}
 * @param choices which choices of persons keep a valid event from being stored
 */
public record PrivacyRules(
        EmailRule principalEmail,
        Optional<EmailRule> principalName,
        SortedMap<String, FieldRule> fields,
        Set<Signal> honoured,
        Map<String, Set<String>> omit,
        ChoiceRules choices) {

    /** The e-mail address of a person who posts, in place of a pointer. */
    public static final String PRINCIPAL_EMAIL = "$principal/email";

    /** The name of a service or session that posts, in place of a pointer. */
    public static final String PRINCIPAL_NAME = "$principal/name";

    /** What stands when a contract says nothing. */
    public static final PrivacyRules DEFAULT = of(EmailRule.HASH);

    public PrivacyRules {
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        honoured = Set.copyOf(honoured);
        omit = Map.copyOf(omit);
    }

    /** Rules that obey no choice. */
    public PrivacyRules(
            EmailRule principalEmail,
            Optional<EmailRule> principalName,
            SortedMap<String, FieldRule> fields,
            Set<Signal> honoured,
            Map<String, Set<String>> omit) {
        this(principalEmail, principalName, fields, honoured, omit, ChoiceRules.NONE);
    }

    /** Rules that leave nothing out for single sinks, and honour no signal. */
    public PrivacyRules(
            EmailRule principalEmail,
            Optional<EmailRule> principalName,
            SortedMap<String, FieldRule> fields) {
        this(principalEmail, principalName, fields, Set.of(), Map.of());
    }

    /** Rules for the principal alone. */
    public static PrivacyRules of(EmailRule principalEmail) {
        return new PrivacyRules(principalEmail, Optional.empty(), new TreeMap<>());
    }

    /** Whether a rule changes events. */
    public boolean changeEvents() {
        return !fields.values().stream().allMatch(FieldRule::keeps);
    }

    /**
     * The rules that change an event, and those that except a field from a rule for all its
     * neighbours.
     */
    public SortedMap<String, FieldRule> changes() {
        var changes = new TreeMap<String, FieldRule>();
        fields.forEach((pointer, rule) -> {
            if (!rule.keeps() || isException(pointer)) {
                changes.put(pointer, rule);
            }
        });
        return changes;
    }

    private boolean isException(String kept) {
        return fields.entrySet().stream()
                .filter(other -> !other.getValue().keeps())
                .map(Map.Entry::getKey)
                .anyMatch(other ->
                        FieldPlaces.depth(other) == FieldPlaces.depth(kept)
                                && FieldPlaces.touch(other, kept));
    }

    /** The rule that changes what a pointer leads to: the place, one in it, or one around it. */
    public Optional<FieldRule> changeOf(String pointer) {
        if (fields.get(pointer) instanceof FieldRule own && own.keeps()) {
            return Optional.empty();
        }
        return fields.entrySet().stream()
                .filter(place -> !place.getValue().keeps())
                .filter(place -> FieldPlaces.touch(place.getKey(), pointer))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
