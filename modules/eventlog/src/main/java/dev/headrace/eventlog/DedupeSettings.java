package dev.headrace.eventlog;

import dev.headrace.event.ByteSize;
import java.time.Duration;

/**
 * How long the log remembers the ids of accepted events.
 *
 * @param window how long at most; nothing switches dedupe off
 * @param diskBudget most bytes of the files that hold the ids; the oldest ids are forgotten first,
 *     and then the effective window is shorter
 */
public record DedupeSettings(Duration window, ByteSize diskBudget) {

    public static final Duration DEFAULT_WINDOW = Duration.ofHours(24);

    /** About 19 million ids in the form of UUIDs; their filters take 40 MiB of memory. */
    public static final ByteSize DEFAULT_DISK_BUDGET = ByteSize.ofMebibytes(1024);

    /** Below it a busy hour would not even fill one file. */
    public static final ByteSize LEAST_DISK_BUDGET = ByteSize.ofMebibytes(64);

    /** Above it the filters would not fit beside the rest: 160 MiB of memory. */
    public static final ByteSize MOST_DISK_BUDGET = ByteSize.ofMebibytes(4096);

    public static final Duration LONGEST_WINDOW = Duration.ofDays(7);

    public DedupeSettings {
        if (window.isNegative() || window.compareTo(LONGEST_WINDOW) > 0) {
            throw new IllegalArgumentException("the window is 0 to 7 days, not " + window);
        }
        if (diskBudget.compareTo(LEAST_DISK_BUDGET) < 0
                || diskBudget.compareTo(MOST_DISK_BUDGET) > 0) {
            throw new IllegalArgumentException(
                    "the disk budget is %s to %s, not %s"
                            .formatted(LEAST_DISK_BUDGET, MOST_DISK_BUDGET, diskBudget));
        }
    }

    /** Whether ids are remembered at all. */
    public boolean isOn() {
        return !window.isZero();
    }
}
