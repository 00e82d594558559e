package dev.headrace.eventlog;

import dev.headrace.event.ByteSize;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How the event log is kept.
 *
 * @param folder the data folder; the log keeps its files in {@code log/}, {@code state/} and {@code
 *     dead-letters/} below it
 * @param quota most bytes of segment files; at least four segments
 * @param keep how long delivered records stay readable, quota permitting
 * @param segment the size of a segment file
 */
public record LogSettings(Path folder, ByteSize quota, Duration keep, ByteSize segment) {

    public static final ByteSize DEFAULT_QUOTA = ByteSize.ofMebibytes(10 * 1024);
    public static final Duration DEFAULT_KEEP = Duration.ofHours(24);

    /** Larger than the largest request body (8 MiB in the streams that ship) by a good margin. */
    public static final ByteSize DEFAULT_SEGMENT = ByteSize.ofMebibytes(64);

    private static final ByteSize SMALLEST_SEGMENT = ByteSize.ofKibibytes(1);
    private static final ByteSize LARGEST_SEGMENT = ByteSize.ofMebibytes(1024);

    public LogSettings {
        if (segment.compareTo(SMALLEST_SEGMENT) < 0
                || segment.compareTo(LARGEST_SEGMENT) > 0
                || segment.bytes() % 8 != 0) {
            throw new IllegalArgumentException(
                    "a segment has "
                            + SMALLEST_SEGMENT
                            + " to "
                            + LARGEST_SEGMENT
                            + ", a multiple of 8 bytes, not "
                            + segment);
        }
        if (quota.bytes() < 4 * segment.bytes()) {
            throw new IllegalArgumentException(
                    "the quota is at least four segments of " + segment + ", not " + quota);
        }
        if (keep.isNegative()) {
            throw new IllegalArgumentException("the time to keep is not negative");
        }
    }
}
