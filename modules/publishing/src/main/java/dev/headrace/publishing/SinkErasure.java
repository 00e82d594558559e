package dev.headrace.publishing;

import java.util.List;
import java.util.Optional;

/**
 * What became of an {@link Erasure} at one sink.
 *
 * @param sink the sink's name
 * @param type its type
 * @param places where it has looked
 * @param problem why it has not looked everywhere; what was erased before stays so
 */
public record SinkErasure(String sink, String type, List<Place> places, Optional<String> problem) {

    /**
     * A place at the target.
     *
     * @param rows how many rows were found, or erased
     */
    public record Place(String name, long rows) {}

    public SinkErasure {
        places = List.copyOf(places);
    }
}
