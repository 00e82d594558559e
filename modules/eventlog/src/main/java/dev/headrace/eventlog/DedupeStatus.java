package dev.headrace.eventlog;

import java.time.Duration;
import java.util.Optional;

/**
 * How dedupe stands.
 *
 * @param window how far back a repeat is recognised now; nothing when dedupe is off
 * @param entries how many ids are remembered
 * @param diskBytes bytes of the files
 * @param memoryBytes bytes of memory, about
 * @param runs how many files
 * @param lookups how often a filter sent a look-up to the disk
 * @param falseLookups how many of those found nothing
 * @param failure why ids cannot be written to disk now
 */
public record DedupeStatus(
        Duration window,
        long entries,
        long diskBytes,
        long memoryBytes,
        int runs,
        long lookups,
        long falseLookups,
        Optional<String> failure) {

    static final DedupeStatus OFF =
            new DedupeStatus(Duration.ZERO, 0, 0, 0, 0, 0, 0, Optional.empty());
}
