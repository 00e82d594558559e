package dev.headrace.validation;

import dev.headrace.event.Contract.EmailRule;
import dev.headrace.event.NearestName;
import java.util.Set;

/**
 * Reads the privacy rules of a contract. A rule that this version would not obey is refused: taking
 * it would be a lie.
 */
final class PrivacyFields {

    private static final String EMAIL = "$principal/email";

    private PrivacyFields() {}

    /** What is kept of a person's address: a keyed hash, if the contract says nothing. */
    static EmailRule principalEmail(YamlFields fields) {
        return fields.section("privacy").map(PrivacyFields::read).orElse(EmailRule.HASH);
    }

    private static EmailRule read(YamlFields rules) {
        for (String place : rules.names()) {
            if (!place.equals(EMAIL)) {
                checkKept(rules, place);
            }
        }
        return rules.parsed(EMAIL, text -> KnownWords.one(EmailRule.class, text))
                .orElse(EmailRule.HASH);
    }

    private static void checkKept(YamlFields rules, String place) {
        if (!Pointers.isValid(place)) {
            rules.problem(
                    place,
                    "is neither a JSON Pointer such as /tags/email nor "
                            + EMAIL
                            + NearestName.hint(place, Set.of(EMAIL)));
            return;
        }
        rules.text(place)
                .filter(rule -> !rule.equals("keep"))
                .ifPresent(rule ->
                        rules.problem(
                                place,
                                rule
                                        + " is not known to this version, so the value would"
                                        + " be kept; the one rule for a field is keep"));
    }
}
