package dev.headrace.insight;

import dev.headrace.sink.Principal;
import dev.headrace.sink.SinkRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import tools.jackson.databind.JsonNode;

/**
 * One event of a media session, with the field names of the media stream's contract.
 *
 * @param session the player's session
 * @param id the event's own id
 * @param media what is played
 * @param kind {@code session_start}, {@code play}, {@code heartbeat}, …
 * @param groups what sessions may be grouped by: those of the groups' names that the event has
 * @param data the event's own numbers and words; an object, or missing
 * @param sender who has sent it; empty where that is not told
 */
public record MediaEvent(
        String session,
        String id,
        String media,
        String kind,
        Instant at,
        SortedMap<String, String> groups,
        JsonNode data,
        Optional<Sender> sender) {

    /**
     * Who has sent an event.
     *
     * @param name as the contract leaves it: a hash, unless it is kept; empty for nobody who is a
     *     person
     * @param receivedAt when the event was taken
     */
    public record Sender(String name, Instant receivedAt) {

        private static final Set<String> PERSONS = Set.of("session", "person");

        /** Names of persons are found by an index, whose rows are bounded. */
        private static final int LONGEST = 320;

        static Optional<Sender> of(SinkRecord event) {
            Principal sender = event.principal();
            if (!PERSONS.contains(sender.kind())) {
                return Optional.of(new Sender("", event.receivedAt()));
            }
            String name = sender.name();
            boolean told = !name.equals(sender.kind()) && !name.isEmpty() && name.indexOf('\0') < 0;
            return told && name.length() <= LONGEST
                    ? Optional.of(new Sender(name, event.receivedAt()))
                    : Optional.empty();
        }

        /** Without the name, so that it does not slip into a log. */
        @Override
        public String toString() {
            return "Sender[" + receivedAt + "]";
        }
    }

    /** The order of a session: by time, and for equal times the same whoever sorts. */
    public static final Comparator<MediaEvent> IN_TIME =
            Comparator.comparing(MediaEvent::at).thenComparing(MediaEvent::id);

    boolean is(String expected) {
        return kind.equals(expected);
    }

    /** A number of {@code data}. */
    OptionalDouble number(String name) {
        JsonNode value = data.path(name);
        return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
    }

    /** A word of {@code data}. */
    Optional<String> word(String name) {
        JsonNode value = data.path(name);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }
}
