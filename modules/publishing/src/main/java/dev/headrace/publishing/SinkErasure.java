package dev.headrace.publishing;

import java.util.List;
import java.util.Optional;

/**
 * What became of an {@link Erasure} at one sink.
 *
 * @param sink the sink's name
 * @param type its type
 * @param places where it has looked
 * @param unreached what it keeps and cannot look through, however often it is asked; for people
 * @param problem why it has not looked everywhere that it can, so that it has to be asked again;
 *     what was erased before stays so
 */
public record SinkErasure(
        String sink,
        String type,
        List<Place> places,
        List<String> unreached,
        Optional<String> problem) {

    /**
     * A place at the target.
     *
     * @param rows how many rows were found, or erased
     */
    public record Place(String name, long rows) {}

    public SinkErasure {
        places = List.copyOf(places);
        unreached = List.copyOf(unreached);
    }
}
