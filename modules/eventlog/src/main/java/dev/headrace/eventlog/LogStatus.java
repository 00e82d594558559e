package dev.headrace.eventlog;

import java.util.List;
import java.util.Optional;

/**
 * How the event log stands.
 *
 * @param usedBytes bytes of all segment files
 * @param filledBytes bytes of them that hold records; the rest is prepared for records to come
 * @param quotaBytes bytes that all segment files may have
 * @param segments the number of segment files
 * @param forces how often records were forced to disk since the log was opened; appends that wait
 *     at the same time share one
 * @param full whether an append would be refused for want of room
 * @param failure why the writer stopped, if it did
 * @param damage what could not be read: one line per place, with segment and offset
 */
public record LogStatus(
        long usedBytes,
        long filledBytes,
        long quotaBytes,
        int segments,
        long forces,
        boolean full,
        Optional<String> failure,
        List<String> damage) {}
