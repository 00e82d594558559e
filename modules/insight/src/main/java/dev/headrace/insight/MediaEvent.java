package dev.headrace.insight;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
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
 */
public record MediaEvent(
        String session,
        String id,
        String media,
        String kind,
        Instant at,
        SortedMap<String, String> groups,
        JsonNode data) {

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
