package dev.headrace.insight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Media sessions and what they come to. Safe for use by several threads and nodes. */
public interface MediaStore {

    /**
     * Keeps events and makes their sessions anew: all in one transaction, or none.
     *
     * @return how many events are older than what the store keeps, and were left out
     * @throws StoreUnavailableException when nothing was kept
     */
    int add(Optional<String> organisation, List<MediaEvent> events);

    /**
     * How sessions that began at or after a time were delivered, by group.
     *
     * @param media only sessions that played this; empty: all
     */
    List<Bandwidth> bandwidth(
            Optional<String> organisation, Instant since, Group group, Optional<String> media);

    /**
     * How sessions that began at or after a time went.
     *
     * @param now decides which sessions are silent and so abandoned
     */
    SessionQuality quality(
            Optional<String> organisation, Instant since, Instant now, Optional<String> media);

    /** What sessions are grouped by. */
    enum Group {
        COUNTRY_CODE,
        DEVICE_TYPE,
        CONNECTION_TYPE,
        BROWSER_FAMILY;

        /** The word of the query and of the answer. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One group's delivery; a mean of nothing is empty.
     *
     * @param value of the group; empty where sessions have none
     */
    record Bandwidth(
            Optional<String> value,
            long sessions,
            Optional<Double> ttfbMs,
            Optional<Double> loadTimeMs,
            double bufferingCount,
            double bufferingMs,
            Optional<Double> bitrate,
            double completionRate,
            double errorRate) {}

    /** Half and 95 of a hundred are at or below; empty where there is nothing. */
    record Percentiles(Optional<Double> p50, Optional<Double> p95) {}

    /**
     * How sessions went, in the words of CTA-2066.
     *
     * @param startupMs from the click until it can play
     * @param rebufferRatio time stalled of the time stalled and played
     * @param completion furthest position of the duration, 0 to 1
     * @param startFailures reported an error and never played
     * @param exitsBeforeStart ended without an error and never played
     */
    record SessionQuality(
            long sessions,
            long open,
            long completed,
            long abandoned,
            long startFailures,
            long exitsBeforeStart,
            Percentiles startupMs,
            Optional<Double> rebufferRatio,
            Optional<Double> rebuffersPerMinute,
            Optional<Double> bitrate,
            Optional<Double> switchesPerMinute,
            Optional<Double> droppedFrameRatio,
            Percentiles completion) {}
}
