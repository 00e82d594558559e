package dev.headrace.publishing;

import dev.headrace.event.StreamName;
import java.util.Map;

/**
 * Brings the counts of a sink in line with what replays have durably done. That is kept elsewhere
 * and counted from there, so a crash at any moment is made good by the next call.
 */
final class ReplayCounts {

    private ReplayCounts() {}

    /** Letters that were resolved count as delivered and no longer as dead-lettered. */
    static synchronized void resolved(SinkProgress progress, Map<StreamName, Long> resolved) {
        resolved.forEach((stream, total) -> {
            long missing = total - counts(progress, stream.value()).replayed();
            if (missing != 0) {
                progress.recount(stream.value(), StreamCounts.ofReplayed(missing));
            }
        });
    }

    /** What replays have delivered beside the usual delivery. */
    static synchronized void redelivered(SinkProgress progress, Map<String, Long> redelivered) {
        redelivered.forEach((stream, total) -> {
            long missing = total - counts(progress, stream).redelivered();
            if (missing != 0) {
                progress.recount(stream, StreamCounts.ofRedelivered(missing));
            }
        });
    }

    private static StreamCounts counts(SinkProgress progress, String stream) {
        return progress.streams().getOrDefault(stream, StreamCounts.ZERO);
    }
}
