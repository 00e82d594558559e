package dev.headrace.sink.tck;

import java.util.Optional;

/**
 * One copy of an event, as a reader of the target finds it.
 *
 * @param id the event's id
 * @param json the event's JSON, where the target keeps it whole
 */
public record StoredEvent(String id, Optional<String> json) {}
