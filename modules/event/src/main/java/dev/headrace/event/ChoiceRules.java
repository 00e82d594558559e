package dev.headrace.event;

import java.util.Optional;

/**
 * Which choices of persons, kept by Headrace, a contract obeys. What such a contract may not keep
 * is suppressed; while the choices are not known, that is every event.
 *
 * @param exclusion whether events of persons and addresses that were excluded are kept
 * @param consent the purpose that a person must have agreed to
 * @param withdrawal the purpose whose consent a person must not have withdrawn
 */
public record ChoiceRules(
        Exclusion exclusion, Optional<Purpose> consent, Optional<Purpose> withdrawal) {

    /** What becomes of events of those who were excluded. */
    public enum Exclusion {
        SUPPRESS,
        KEEP
    }

    /** None is looked up. */
    public static final ChoiceRules NONE =
            new ChoiceRules(Exclusion.KEEP, Optional.empty(), Optional.empty());

    /** Whether no choice is looked up, so that the contract's events pay for none. */
    public boolean areNone() {
        return exclusion == Exclusion.KEEP && consent.isEmpty() && withdrawal.isEmpty();
    }
}
