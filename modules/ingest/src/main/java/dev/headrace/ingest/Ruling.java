package dev.headrace.ingest;

import dev.headrace.event.Contract;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What a stream's own rule makes of an event that keeps its contract. */
sealed interface Ruling {

    /** It is kept as it is. */
    record Kept() implements Ruling {}

    /**
     * It is kept in another form.
     *
     * @param happened when it happened, if the rule knows that better
     */
    record Changed(ObjectNode event, Optional<Instant> happened) implements Ruling {

        /** It happened when the contract says. */
        Changed(ObjectNode event) {
            this(event, Optional.empty());
        }
    }

    /**
     * It is not kept; the counters say so.
     *
     * @param reason one word for the receipt
     */
    record Suppressed(String reason) implements Ruling {}

    /**
     * Another stream keeps what is left of it; the sender is not told.
     *
     * @param contract the other stream's
     */
    record Elsewhere(Contract contract, ObjectNode event) implements Ruling {}
}
