package dev.headrace.eventlog;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@link LogInspection#verify} found.
 *
 * @param node the node's id; empty when it cannot be told
 * @param problems damage
 * @param notes what one should know and is no damage: a tail that is being written, a loss that a
 *     repair has stated
 * @param segments how many segment files there are
 * @param frames how many frames can be read
 * @param records how many records they hold
 * @param bytes the size of the segment files
 * @param first the first record that can be read
 * @param last the last record that can be read
 * @param journals how many journals there are
 * @param journalEntries how many entries of them can be read
 * @param deadLetters how many dead letters can be read
 */
public record LogSummary(
        Optional<String> node,
        List<LogProblem> problems,
        List<String> notes,
        int segments,
        long frames,
        long records,
        long bytes,
        Optional<Place> first,
        Optional<Place> last,
        int journals,
        long journalEntries,
        long deadLetters) {

    /**
     * A record's place.
     *
     * @param position its position
     * @param receivedAt when its request came
     */
    public record Place(Position position, Instant receivedAt) {}

    /** Whether there is no damage. */
    public boolean isClean() {
        return problems.isEmpty();
    }
}
