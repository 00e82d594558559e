package dev.headrace.ingest;

/**
 * What the first seed system's doors need to know.
 *
 * @param app the service's own app, for events that it makes itself
 * @param stage the service's own stage
 */
public record GuardianDialect(String app, String stage) {}
