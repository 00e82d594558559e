package dev.headrace.validation;

import dev.headrace.event.ChoiceRules;
import dev.headrace.event.ChoiceRules.Exclusion;
import dev.headrace.event.Purpose;
import java.util.Optional;
import java.util.Set;

/** Reads which choices of persons a contract obeys, among its privacy rules. */
final class ChoiceFields {

    private static final String EXCLUSION = "$person/exclusion";
    private static final String CONSENT = "$person/consent";
    private static final String WITHDRAWAL = "$person/withdrawal";

    /** Where these rules stand. */
    static final Set<String> PLACES = Set.of(EXCLUSION, CONSENT, WITHDRAWAL);

    private ChoiceFields() {}

    static ChoiceRules read(YamlFields section) {
        Optional<String> exclusion = section.parsed(EXCLUSION, PrivacyFields::suppression);
        Optional<Purpose> consent = purpose(section, CONSENT);
        Optional<Purpose> withdrawal = purpose(section, WITHDRAWAL);
        if (consent.isPresent() && withdrawal.isPresent()) {
            section.problem(
                    WITHDRAWAL,
                    "says less than " + CONSENT + ", which a withdrawal ends; leave it out");
        }
        return new ChoiceRules(
                exclusion.isPresent() ? Exclusion.SUPPRESS : Exclusion.KEEP, consent, withdrawal);
    }

    private static Optional<Purpose> purpose(YamlFields section, String place) {
        return section.parsed(place, text -> KnownWords.one(Purpose.class, text));
    }
}
