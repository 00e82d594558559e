package dev.headrace.privacy;

import dev.headrace.event.FieldPlaces;
import dev.headrace.event.FieldPlaces.Change;
import dev.headrace.event.JsonTexts;
import java.util.Map;
import java.util.Set;

/**
 * Asks an event whether its own word excepts it from a rule. An event that says nothing, or
 * anything else than one of the words, is not excepted. Immutable, for any number of threads.
 */
final class Excepted {

    private static final Change NONE = new Change.None();

    private final FieldPlaces<Set<String>> place;

    /**
     * @param where JSON Pointer of the deciding text
     * @param words the texts that except an event
     */
    Excepted(String where, Set<String> words) {
        this.place = FieldPlaces.of(Map.of(where, words));
    }

    boolean holds(byte[] json, int offset, int length) {
        var found = new boolean[1];
        place.change(
                json,
                offset,
                length,
                (words, all, from, to) -> {
                    found[0] =
                            JsonTexts.isString(all, from)
                                    && words.contains(JsonTexts.read(all, from, to));
                    return NONE;
                });
        return found[0];
    }
}
