package dev.headrace.publishing;

import dev.headrace.eventlog.Journal;
import dev.headrace.publishing.ReplayRequest.Source;

/**
 * What a replay was found to be made of. Of one request only one of the two has anything.
 *
 * @param letters dead letters
 * @param objects objects of a lake
 */
record Chosen(ChosenLetters letters, ChosenObjects objects) {

    /** A range of the log needs no choice. */
    static final Chosen NOTHING =
            new Chosen(new ChosenLetters.Choice().chosen(), ChosenObjects.NONE);

    static Chosen of(ChosenLetters letters) {
        return new Chosen(letters, ChosenObjects.NONE);
    }

    static Chosen of(ChosenObjects objects) {
        return new Chosen(NOTHING.letters(), objects);
    }

    /** Writes the choice as the journal's whole content. */
    void keep(Journal journal) {
        if (objects.isEmpty()) {
            letters.keep(journal);
        } else {
            objects.keep(journal);
        }
    }

    /** Reads what {@link #keep} wrote for a request. */
    static Chosen read(Source source, Journal journal) {
        return switch (source) {
            case Source.StoredIn _ -> of(ChosenObjects.read(journal));
            case Source.DeadLettersOf _, Source.LogRange _ -> of(ChosenLetters.read(journal));
        };
    }
}
