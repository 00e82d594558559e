package dev.headrace.ingest;

import dev.headrace.event.Rejection;
import tools.jackson.databind.JsonNode;

/** One place of a request's body: an event to be checked, or why it is none. */
sealed interface Decoded {

    /**
     * A JSON object, and where its bytes are in the body.
     *
     * @param index its place in the request, from 0
     */
    record Candidate(int index, JsonNode json, int offset, int length) implements Decoded {}

    /** Refused before its contract was looked at. */
    record Refused(Rejection rejection) implements Decoded {}
}
