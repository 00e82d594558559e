package dev.headrace.ingest;

import dev.headrace.event.StreamName;
import dev.headrace.eventlog.Deliveries.Fate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where the accepted events of a receipt are.
 *
 * @param id the receipt's id
 * @param source where they came from; empty for a receipt without accepted events
 * @param events the events, in the log's order
 * @param unreadable how many more there are that the log cannot read any more
 */
record ReceiptState(String id, Optional<Source> source, List<EventState> events, int unreadable) {

    /** The stream, and when the request came. */
    record Source(StreamName stream, Instant receivedAt) {}

    /**
     * One event.
     *
     * @param id its id; empty where the stream's events may not be shown
     * @param sinks how it stands at each sink that it is routed to
     */
    record EventState(Optional<String> id, SortedMap<String, Fate> sinks) {}
}
