package dev.headrace.ingest;

import dev.headrace.event.Receipt;
import java.util.List;

/**
 * A request whose accepted events are on disk; its body is gone.
 *
 * @param receipt what became of each event at the event log
 * @param accepted the accepted events; only of streams whose answers wait for sinks
 * @param duplicates the duplicates, each with the record that it repeats; only of such streams
 * @param bytes how long the body was
 */
record StoredRequest(
        Receipt receipt, List<AwaitedEvent> accepted, List<AwaitedEvent> duplicates, int bytes) {}
