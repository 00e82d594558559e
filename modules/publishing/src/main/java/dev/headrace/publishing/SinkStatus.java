package dev.headrace.publishing;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a sink stands, for health and metrics.
 *
 * @param name the sink's name
 * @param type the plugin's word
 * @param required whether its backlog pins the log
 * @param state what it is doing
 * @param since since when it has been in this state
 * @param lastError the code of the newest fault, if there was one since the start
 * @param lagRecords records of the log that the sink is not done with, read or not, for it or not
 * @param lag the age of the oldest record that was read for the sink and is not delivered
 * @param pending records that were read for the sink and are not done
 * @param retries batches that were written again since the start
 * @param work what it is at
 * @param streams what became of the records, by stream, since the sink was added
 * @param counters the plugin's own counters
 */
public record SinkStatus(
        String name,
        String type,
        Required required,
        SinkState state,
        Instant since,
        Optional<String> lastError,
        long lagRecords,
        Duration lag,
        long pending,
        long retries,
        SinkWork work,
        Map<String, StreamCounts> streams,
        Map<String, Long> counters) {

    /** Records delivered, over all streams. */
    public long delivered() {
        return streams.values().stream().mapToLong(StreamCounts::delivered).sum();
    }

    /** Records that became dead letters, over all streams. */
    public long deadLettered() {
        return streams.values().stream().mapToLong(StreamCounts::deadLettered).sum();
    }

    /** Records that left the log before the sink took them, over all streams. */
    public long expired() {
        return streams.values().stream().mapToLong(StreamCounts::expired).sum();
    }
}
