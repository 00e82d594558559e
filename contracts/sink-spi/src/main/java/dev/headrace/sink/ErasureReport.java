package dev.headrace.sink;

import java.util.ArrayList;
import java.util.List;

/**
 * What was found of a person, or erased.
 *
 * @param support whether the sink can do that at all
 * @param places where it has looked, in order
 * @param unreached what it keeps and cannot look through, for people, a sentence each, without
 *     values of events
 */
public record ErasureReport(Support support, List<Place> places, List<String> unreached) {

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
        unreached = List.copyOf(unreached);
    }

    /** A report of a sink that can look through all that it keeps, or through nothing. */
    public ErasureReport(Support support, List<Place> places) {
        this(support, places, List.of());
    }

    /** This report, and one thing more that could not be looked through. */
    public ErasureReport without(String what) {
        var more = new ArrayList<>(unreached);
        more.add(what);
        return new ErasureReport(support, places, more);
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
