package dev.headrace.ingest;

import tools.jackson.databind.JsonNode;

/**
 * A rule of a stream's own, beyond what its contract can say; applied to each event that keeps its
 * contract, after privacy and by whichever path it came. Safe for any number of threads.
 */
interface StreamRule {

    /** Judges one event. */
    Ruling judge(JsonNode event, Occasion occasion);

    /** What a sender may learn from a receipt. */
    default Tells tells() {
        return Tells.WHERE;
    }

    /** What a receipt tells. */
    enum Tells {
        /** Where each event is. */
        WHERE,
        /** How many were taken: where they went would tell what the rule made of them. */
        HOW_MANY
    }
}
