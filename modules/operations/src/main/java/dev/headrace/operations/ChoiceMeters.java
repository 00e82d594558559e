package dev.headrace.operations;

import dev.headrace.event.Meters;
import dev.headrace.privacy.PersonalChoices;
import java.util.Map;

/** Shows whether it is known what persons have chosen: where it is not, streams keep nothing. */
public final class ChoiceMeters {

    private ChoiceMeters() {}

    /** Registers them; once per process. */
    public static void register(Meters meters, PersonalChoices choices) {
        meters.gauge("choices_state", Map.of(), () -> number(choices.status().state()));
        meters.gauge("choices_marks", Map.of(), () -> choices.status().marks());
    }

    private static long number(PersonalChoices.State state) {
        return switch (state) {
            case CURRENT -> 0;
            case LAST_KNOWN -> 1;
            case UNKNOWN -> 2;
        };
    }
}
