package dev.headrace.privacy;

import dev.headrace.event.Contract;
import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.FieldRule;
import dev.headrace.event.PrivacyRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a person may stand in what is kept of a stream's events: as whoever sent them, by every
 * version of the key or in clear where the contract keeps that, and in the fields that the contract
 * hashes. Fields that it keeps in clear are left out: nothing says which of them name a person.
 *
 * @param places what stands there if the event is the person's, by JSON Pointer, {@code
 *     $principal/name} or {@code $principal/email}
 * @param unsearched hashed places that a pointer cannot name, because they have a {@code *}
 */
public record PersonTraces(Map<String, Set<String>> places, List<String> unsearched) {

    public PersonTraces {
        places = Map.copyOf(places);
        unsearched = List.copyOf(unsearched);
    }

    /**
     * The traces of a person under one contract.
     *
     * @param keys every key of the person's organisation that is there
     * @param actor as credentials name the person
     */
    public static PersonTraces of(Contract contract, Collection<Pseudonyms> keys, String actor) {
        Set<String> hashes =
                keys.stream().map(key -> key.of(actor)).collect(Collectors.toUnmodifiableSet());
        var places = new TreeMap<String, Set<String>>();
        var unsearched = new ArrayList<String>();
        sender(contract.privacy(), hashes, actor, places);
        contract.privacy()
                .fields()
                .forEach((pointer, rule) ->
                        hashed(pointer, rule)
                                .ifPresent(place -> {
                                    if (place.contains("*")) {
                                        unsearched.add(place);
                                    } else if (!hashes.isEmpty()) {
                                        places.put(place, hashes);
                                    }
                                }));
        return new PersonTraces(places, unsearched);
    }

    /** A session's name is hashed unless the contract says otherwise, and so is an address. */
    private static void sender(
            PrivacyRules rules, Set<String> hashes, String actor, Map<String, Set<String>> places) {
        var names = new HashSet<String>();
        EmailRule ofSession = rules.principalName().orElse(EmailRule.HASH);
        boolean isEmail = actor.indexOf('@') >= 0;
        if (ofSession == EmailRule.HASH || isEmail && rules.principalEmail() == EmailRule.HASH) {
            names.addAll(hashes);
        }
        if (ofSession == EmailRule.KEEP) {
            names.add(actor);
        }
        if (isEmail && rules.principalEmail() == EmailRule.KEEP) {
            names.add(actor);
            places.put(PrivacyRules.PRINCIPAL_EMAIL, Set.of(actor));
        }
        if (!names.isEmpty()) {
            places.put(PrivacyRules.PRINCIPAL_NAME, Set.copyOf(names));
        }
    }

    /** Where a rule leaves a hash. */
    private static Optional<String> hashed(String pointer, FieldRule rule) {
        return switch (rule) {
            case FieldRule.Hash hash -> Optional.of(pointer);
            case FieldRule.HashAs(String member) -> Optional.of(member);
            case FieldRule.Unless(FieldRule usual, String where, var words) ->
                    hashed(pointer, usual);
            case FieldRule.Keep keep -> Optional.empty();
            case FieldRule.Drop drop -> Optional.empty();
            case FieldRule.TruncateAddress truncate -> Optional.empty();
            case FieldRule.TruncateTime truncate -> Optional.empty();
            case FieldRule.Redact redact -> Optional.empty();
        };
    }
}
