package dev.headrace.sink;

import java.util.List;

/**
 * What was found of a person, or erased.
 *
 * @param support whether the sink can do that at all
 * @param places where it has looked, in order
 */
public record ErasureReport(Support support, List<Place> places) {

    /** Whether a sink can find and erase events. */
    public enum Support {
        SUPPORTED,
        NOT_SUPPORTED
    }

    /**
     * A place at the target, for example a table.
     *
     * @param name as people know it, without values of events
     * @param rows how many rows were found, or erased
     */
    public record Place(String name, long rows) {}

    public ErasureReport {
        places = List.copyOf(places);
    }

    /** The answer of a sink that has looked. */
    public static ErasureReport of(List<Place> places) {
        return new ErasureReport(Support.SUPPORTED, places);
    }

    /** The answer of a sink that cannot find single events. */
    public static ErasureReport notSupported() {
        return new ErasureReport(Support.NOT_SUPPORTED, List.of());
    }
}
