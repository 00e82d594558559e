package dev.headrace.event;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why one event of a request was refused. Holds no value of the event.
 *
 * @param index the event's place in the request, from 0; {@link #WHOLE_REQUEST} in the reject log
 * @param id the client's own id, where one could be read
 * @param code the kind of refusal
 * @param pointer JSON Pointer to the place, from the event's root; the empty text is the event
 *     itself
 * @param keyword the schema's keyword that was broken, or a word of the same kind
 * @param message what is wrong and what would be right, for a person
 * @param fingerprint equal for refusals of the same cause, whatever the values
 * @param acceptedBy versions of the schema that would have accepted the event, where the client had
 *     named another one; ascending
 * @param further what else is wrong with the event, as far as it was looked for; told to its sender
 *     and kept nowhere
 */
public record Rejection(
        int index,
        Optional<String> id,
        Code code,
        String pointer,
        String keyword,
        String message,
        String fingerprint,
        List<Integer> acceptedBy,
        List<Fault> further) {

    /** In place of an index: the request was refused as a whole. */
    public static final int WHOLE_REQUEST = -1;

    public Rejection {
        acceptedBy = List.copyOf(acceptedBy);
        further = List.copyOf(further);
    }

    /** A refusal for one reason, of which nothing is known of other versions. */
    public Rejection(
            int index,
            Optional<String> id,
            Code code,
            String pointer,
            String keyword,
            String message,
            String fingerprint) {
        this(index, id, code, pointer, keyword, message, fingerprint, List.of(), List.of());
    }

    /** The same refusal without the client's id: it speaks of a cause, not of one event. */
    public Rejection withoutId() {
        return new Rejection(
                index,
                Optional.empty(),
                code,
                pointer,
                keyword,
                message,
                fingerprint,
                acceptedBy,
                further);
    }

    /** The same refusal, with the versions that would have accepted the event. */
    public Rejection acceptedBy(List<Integer> versions) {
        return new Rejection(
                index, id, code, pointer, keyword, message, fingerprint, versions, further);
    }

    /** The same refusal, with what else is wrong with the event. */
    public Rejection further(List<Fault> others) {
        return new Rejection(
                index, id, code, pointer, keyword, message, fingerprint, acceptedBy, others);
    }

    /** Everything that is wrong with the event, the reason of the refusal first. */
    public Stream<Fault> faults() {
        return Stream.concat(Stream.of(new Fault(pointer, keyword, message)), further.stream());
    }

    /**
     * One thing that is wrong with an event. Holds no value of it, but may name a member that the
     * contract does not know.
     *
     * @param pointer JSON Pointer to the place, from the event's root
     * @param keyword the schema's keyword that was broken
     * @param message what is wrong and what would be right, for a person
     */
    public record Fault(String pointer, String keyword, String message) {}

    /** The kind of refusal. */
    public enum Code {
        /** The line of an NDJSON body is not JSON. */
        JSON("json"),
        /** The event breaks its stream's schema. */
        SCHEMA("schema"),
        /** The event is larger than its stream allows. */
        TOO_LARGE("too-large"),
        /** The event names an organisation that the credentials do not speak for. */
        WRONG_ORGANISATION("wrong-organisation"),
        /** The event's id was accepted before, with other content. */
        ID_CONFLICT("id-conflict"),
        /** A sink that the answer waits for has refused the event for good: it is a dead letter. */
        SINK_REFUSED("sink-refused");

        private final String word;

        Code(String word) {
            this.word = word;
        }

        /** The word that answers, logs and metrics use. */
        public String word() {
            return word;
        }

        /** The code that a word means. */
        public static Optional<Code> ofWord(String word) {
            return Arrays.stream(values()).filter(code -> code.word.equals(word)).findFirst();
        }
    }
}
