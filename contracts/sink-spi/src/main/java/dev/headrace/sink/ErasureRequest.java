package dev.headrace.sink;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A person whose events a sink's target is to be searched for, or rid of. An event is the person's
 * when it belongs to the organisation and one of the traces leads to it. Its text form leaves out
 * who is meant.
 *
 * @param mode whether to count or to erase
 * @param organisation whose events; empty: those of no organisation
 * @param traces where the person may stand
 */
public record ErasureRequest(Mode mode, Optional<String> organisation, List<Trace> traces) {

    /** In place of a pointer: the name of whoever sent the event. */
    public static final String PRINCIPAL_NAME = "$principal/name";

    /** In place of a pointer: the e-mail address of whoever sent the event. */
    public static final String PRINCIPAL_EMAIL = "$principal/email";

    /** What is to be done. */
    public enum Mode {
        /** To say how many events there are, and to change nothing. */
        COUNT,
        /** To delete them for good. */
        ERASE
    }

    /**
     * A place in the events of one stream.
     *
     * @param stream the stream's name
     * @param place {@link #PRINCIPAL_NAME}, {@link #PRINCIPAL_EMAIL}, or the JSON Pointer of a text
     *     in the event
     * @param texts what stands there if the event is the person's: any of them
     */
    public record Trace(String stream, String place, Set<String> texts) {

        public Trace {
            texts = Set.copyOf(texts);
        }

        /** The names that a pointer goes through, unescaped. */
        public List<String> path() {
            return List.of(place.substring(1).split("/", -1)).stream()
                    .map(step -> step.replace("~1", "/").replace("~0", "~"))
                    .toList();
        }

        @Override
        public String toString() {
            return "Trace[" + stream + ", " + place + "]";
        }
    }

    public ErasureRequest {
        traces = List.copyOf(traces);
    }
}
