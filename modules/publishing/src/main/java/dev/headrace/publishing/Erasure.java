package dev.headrace.publishing;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An order to search the sinks' targets for a person, or to rid them of the person. Its text form
 * leaves out who is meant.
 *
 * @param mode whether to count or to erase
 * @param organisation whose events; empty: those of no organisation
 * @param traces where the person may stand
 */
public record Erasure(Mode mode, Optional<String> organisation, List<Trace> traces) {

    /** What is to be done. */
    public enum Mode {
        COUNT,
        ERASE
    }

    /**
     * A place in the events of one stream, and what stands there of the person.
     *
     * @param place a JSON Pointer, {@code $principal/name} or {@code $principal/email}
     */
    public record Trace(String stream, String place, Set<String> texts) {

        @Override
        public String toString() {
            return "Trace[" + stream + ", " + place + "]";
        }
    }

    public Erasure {
        traces = List.copyOf(traces);
    }
}
