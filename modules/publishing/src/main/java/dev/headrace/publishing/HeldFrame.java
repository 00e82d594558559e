package dev.headrace.publishing;

import dev.headrace.eventlog.LogFrame;
import dev.headrace.sink.Principal;
import java.util.Locale;

/**
 * A frame in memory, of which some records are not done. Its bytes count as held until all of them
 * are, because the records share one array. Owned by one dispatcher's thread.
 */
final class HeldFrame {

    /** What the objects of one record take beside its JSON, roughly. */
    private static final long RECORD_OVERHEAD = 256;

    private final LogFrame frame;
    private final Principal principal;
    private final MemoryBudget budget;
    private final long bytes;
    private int open;

    HeldFrame(LogFrame frame, MemoryBudget budget) {
        this.frame = frame;
        this.budget = budget;
        this.bytes = sizeOf(frame);
        this.principal =
                new Principal(
                        frame.principal().kind().name().toLowerCase(Locale.ROOT),
                        frame.principal().name(),
                        frame.principal().email());
    }

    /** What a frame takes in memory. */
    static long sizeOf(LogFrame frame) {
        long size = 0;
        for (var record : frame.records()) {
            size += record.json().remaining() + RECORD_OVERHEAD;
        }
        return size;
    }

    LogFrame frame() {
        return frame;
    }

    Principal principal() {
        return principal;
    }

    /** One more record is not done, or the frame is in use. */
    void retain() {
        open++;
    }

    /** One of the records is done, or the use is over. */
    void release() {
        open--;
        if (open == 0) {
            budget.release(bytes);
        }
    }

    /** For a frame of which nothing was retained. */
    void discard() {
        budget.release(bytes);
    }
}
