package dev.headrace.eventlog;

import java.util.List;
import java.util.Optional;

/**
 * How the event log stands.
 *
 * @param usedBytes bytes of all segment files
 * @param quotaBytes bytes that they may have
 * @param segments the number of segment files
 * @param full whether an append would be refused for want of room
 * @param failure why the writer stopped, if it did
 * @param damage what could not be read: one line per place, with segment and offset
 */
public record LogStatus(
        long usedBytes,
        long quotaBytes,
        int segments,
        boolean full,
        Optional<String> failure,
        List<String> damage) {}
