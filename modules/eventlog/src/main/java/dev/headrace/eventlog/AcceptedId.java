package dev.headrace.eventlog;

/**
 * What is remembered of an accepted event.
 *
 * @param sequence the number of its record in the log
 * @param content what it was
 */
record AcceptedId(long sequence, ContentDigest content) {}
