package dev.headrace.event;

import java.util.Locale;

/** What a person may agree to, and may withdraw again; one does not follow from another. */
public enum Purpose {
    /** Reports of what went wrong. */
    ERRORS,
    /** How applications and media are used. */
    ANALYTICS,
    /** What a camera sees of a person's pose. */
    POSE;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word that contracts, events and operators use. */
    public String word() {
        return word;
    }
}
