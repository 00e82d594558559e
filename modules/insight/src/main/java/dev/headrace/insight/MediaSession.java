package dev.headrace.insight;

import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * What a media session came to, as far as its events are known.
 *
 * @param media what was played
 * @param startedAt time of the first event
 * @param lastAt time of the last event
 * @param end how it ended, as far as events say
 * @param groups what it may be grouped by
 * @param ttfbMs time to the first byte
 * @param startupMs from the click until it can play (CTA-2066: video startup time)
 * @param durationSeconds how long the medium is
 * @param reachedSeconds the furthest position that was played
 * @param playedSeconds time in which it played
 * @param stalls interruptions after playback had begun
 * @param stalledSeconds how long they took together
 * @param bitrate mean over the time in which it played, bit/s
 * @param switches changes of quality
 * @param droppedFrames frames not shown
 * @param frames frames decoded
 * @param errors reported errors
 * @param began whether it ever played
 */
public record MediaSession(
        String media,
        Instant startedAt,
        Instant lastAt,
        End end,
        SortedMap<String, String> groups,
        OptionalDouble ttfbMs,
        OptionalDouble startupMs,
        OptionalDouble durationSeconds,
        double reachedSeconds,
        double playedSeconds,
        int stalls,
        double stalledSeconds,
        OptionalDouble bitrate,
        int switches,
        long droppedFrames,
        long frames,
        int errors,
        boolean began) {

    /** How a session ended. */
    public enum End {
        /** It was told so, or 95 % were reached. */
        COMPLETED,
        ABANDONED,
        /** Not yet; a session that is silent for 45 s counts as abandoned. */
        OPEN
    }

    /**
     * What the events of one session come to: the same whatever order they came in.
     *
     * @param events each once; at least one
     */
    public static MediaSession of(List<MediaEvent> events) {
        var fold = new MediaFold();
        events.stream().sorted(MediaEvent.IN_TIME).forEach(fold::take);
        return fold.session();
    }
}
