package dev.headrace.insight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How many events of equal dimensions there were in one span of time.
 *
 * @param at where the span begins
 * @param values of the dimensions that were asked for, in their order; empty where events have none
 */
public record Count(Instant at, List<Optional<String>> values, long count) {}
