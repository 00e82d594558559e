package dev.headrace.insight;

import java.time.Instant;
import java.util.SortedMap;

/**
 * What is counted of one event.
 *
 * @param id the event's own id
 * @param at when it happened
 * @param event what kind it is; empty where the contract names no field for it
 * @param dimensions the values that it may be asked by; one that the event does not have is absent
 */
public record CountedEvent(
        String stream, String id, Instant at, String event, SortedMap<String, String> dimensions) {}
