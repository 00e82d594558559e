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
}
