package dev.headrace.eventlog;

/**
 * What an append achieved: these records are on disk.
 *
 * @param first the position of the first record
 * @param count how many records; their positions are consecutive
 */
public record Appended(Position first, int count) {}
