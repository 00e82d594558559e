package dev.headrace.privacy;

import java.util.HashMap;
import java.util.Map;

/**
 * Every choice that is in force. Immutable.
 *
 * @param generation grows with each change
 * @param people what is known, by mark; marks of which nothing is known are not in it
 */
public record Choices(long generation, Map<PersonMark, Standing> people) {

    /** More would not fit into the heap beside the rest: about 100 bytes each. */
    public static final int MOST = 1_000_000;

    /** Nobody has chosen anything. */
    public static final Choices NONE = new Choices(0, Map.of());

    public Choices {
        if (people.size() > MOST) {
            throw new ChoicesUnavailableException("there are more than " + MOST + " choices");
        }
        people = Map.copyOf(people);
    }

    /** What is known of a mark. */
    public Standing of(PersonMark mark) {
        return people.getOrDefault(mark, Standing.NOTHING);
    }

    /** With one choice more, as the next generation. */
    Choices with(Choice choice) {
        Standing before = of(choice.mark());
        Standing after =
                switch (choice) {
                    case Choice.Exclusion made -> before.excluded(made.kind());
                    case Choice.Readmission ended -> before.readmitted();
                    case Choice.Consent said -> before.with(said.purpose(), said.agreement());
                };
        var changed = new HashMap<>(people);
        if (after.equals(Standing.NOTHING)) {
            changed.remove(choice.mark());
        } else {
            changed.put(choice.mark(), after);
        }
        return new Choices(generation + 1, changed);
    }

    /** How many addresses are excluded. */
    int addresses() {
        return (int) people.values().stream().filter(Standing::isAddress).count();
    }

    /** How many persons and addresses are excluded. */
    int exclusions() {
        return (int) people.values().stream().filter(Standing::isExcluded).count();
    }
}
