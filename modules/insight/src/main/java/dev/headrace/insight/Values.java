package dev.headrace.insight;

import dev.headrace.sink.SinkRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** What is believed of an event: its time, and the values that it may be asked by. */
final class Values {

    /** A longer value counts as this: who chooses values must not choose the size of the store. */
    static final String OTHER = "(other)";

    private static final int LONGEST = 200;

    /** A clock that is more wrong than this cannot be believed at all. */
    private static final Duration LATEST = Duration.ofDays(30);

    private static final Duration AHEAD = Duration.ofDays(1);

    private Values() {}

    /**
     * When it happened, unless the client's clock is far from ours: then when it was received.
     * Follows from the event alone, so a replay finds the same.
     */
    static Instant believed(SinkRecord event) {
        Instant at = event.occurredAt();
        Instant received = event.receivedAt();
        boolean near = at.isAfter(received.minus(LATEST)) && at.isBefore(received.plus(AHEAD));
        return near ? at : received;
    }

    /** A field's value as text; empty where there is none, or where it is no plain value. */
    static Optional<String> of(JsonNode json, JsonPointer pointer) {
        JsonNode node = json.at(pointer);
        if (node.isMissingNode() || node.isNull() || node.isContainer()) {
            return Optional.empty();
        }
        String text = node.asString();
        boolean storable = text.length() <= LONGEST && text.indexOf('\0') < 0;
        return Optional.of(storable ? text : OTHER);
    }
}
