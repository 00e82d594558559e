package dev.headrace.ingest;

import dev.headrace.event.Contract.Rate;
import java.util.Map;

/**
 * What a caller has left of its rate on this node, as the fields {@code RateLimit-Policy} and
 * {@code RateLimit} say it (draft-ietf-httpapi-ratelimit-headers-10). The unit is events, not
 * requests.
 *
 * @param remaining events that a request may hold now
 * @param fullInSeconds until the whole burst is there again
 */
public record Allowance(Rate rate, long remaining, long fullInSeconds) {

    static final String POLICY = "RateLimit-Policy";
    static final String STATE = "RateLimit";

    Map<String, String> fields() {
        return Map.of(
                POLICY,
                "\"default\";q=" + rate.burst() + ";qu=\"events\";w=" + windowSeconds(),
                STATE,
                "\"default\";r=" + remaining + ";t=" + fullInSeconds);
    }

    /** In which an empty bucket fills. */
    private long windowSeconds() {
        return Math.ceilDiv((long) rate.burst() * rate.per().seconds(), rate.events());
    }
}
