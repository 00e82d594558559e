package dev.headrace.publishing;

import dev.headrace.event.ByteSize;
import java.time.Duration;

/**
 * How events are delivered; the same for every sink.
 *
 * @param memoryPerSink most bytes of records that one sink's dispatcher holds in open batches and
 *     batches under way, but for one frame more; at the bound it stops reading
 * @param attempts how often a record that fails by itself is written before it becomes a dead
 *     letter
 * @param backoff the shortest wait before a retry
 * @param longestBackoff the longest wait before a retry
 * @param unauthorisedPause how long to wait after refused credentials
 * @param longestThrottle the longest pause that a target can ask for
 * @param writeDeadline when a write is interrupted
 * @param openTimeout when an open is interrupted
 * @param lastWord how long an interrupted call may still answer before it is given up
 * @param abandonedCalls most calls of earlier instances of a sink that were given up and still run;
 *     at the bound no new instance is opened until one has returned
 * @param grace how long writes under way may take at shutdown
 * @param retryList most records that wait for another try after they failed by themselves; at the
 *     bound the sink stops reading
 * @param witnessTime how long a record that is alone and fails by itself is tried at least, with
 *     the sink's check finding nothing wrong, before it becomes a dead letter
 * @param recordEvery how often progress over records that are not for the sink is recorded
 * @param journalSize the size at which a journal is replaced by a snapshot
 */
public record PublishingSettings(
        ByteSize memoryPerSink,
        int attempts,
        Duration backoff,
        Duration longestBackoff,
        Duration unauthorisedPause,
        Duration longestThrottle,
        Duration writeDeadline,
        Duration openTimeout,
        Duration lastWord,
        int abandonedCalls,
        Duration grace,
        int retryList,
        Duration witnessTime,
        Duration recordEvery,
        ByteSize journalSize) {

    /** What suits a heap of 512 MiB and targets on a network. */
    public static final PublishingSettings DEFAULT =
            new PublishingSettings(
                    ByteSize.ofMebibytes(32),
                    8,
                    Duration.ofMillis(200),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofHours(1),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(1),
                    16,
                    Duration.ofSeconds(10),
                    10_000,
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(1),
                    ByteSize.ofMebibytes(1));

    public PublishingSettings {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1");
        }
        if (backoff.isNegative() || backoff.isZero() || longestBackoff.compareTo(backoff) < 0) {
            throw new IllegalArgumentException(
                    "backoff must be positive and no longer than longestBackoff");
        }
        if (retryList < 1) {
            throw new IllegalArgumentException("retryList must be at least 1");
        }
    }

    /** The same with another grace period. */
    public PublishingSettings withGrace(Duration other) {
        return new PublishingSettings(
                memoryPerSink,
                attempts,
                backoff,
                longestBackoff,
                unauthorisedPause,
                longestThrottle,
                writeDeadline,
                openTimeout,
                lastWord,
                abandonedCalls,
                other,
                retryList,
                witnessTime,
                recordEvery,
                journalSize);
    }
}
