package dev.headrace.ingest;

import dev.headrace.event.Contract.Rate;
import java.util.Map;

/**
 * What a caller has left of its rate on this node, as the fields {@code RateLimit-Policy} and
 * {@code RateLimit} say it (draft-ietf-httpapi-ratelimit-headers-10). The unit is usually events,
 * not requests.
 *
 * @param policy the name of what is limited
 * @param unit what is counted
 * @param remaining events that a request may hold now
 * @param fullInSeconds until the whole burst is there again
 */
public record Allowance(String policy, String unit, Rate rate, long remaining, long fullInSeconds) {

    static final String POLICY = "RateLimit-Policy";
    static final String STATE = "RateLimit";

    /** Of a caller's events. */
    Allowance(Rate rate, long remaining, long fullInSeconds) {
        this("default", "events", rate, remaining, fullInSeconds);
    }

    /** The same of something else. */
    Allowance of(String otherPolicy, String otherUnit) {
        return new Allowance(otherPolicy, otherUnit, rate, remaining, fullInSeconds);
    }

    Map<String, String> fields() {
        String name = '"' + policy + '"';
        return Map.of(
                POLICY,
                name + ";q=" + rate.burst() + ";qu=\"" + unit + "\";w=" + windowSeconds(),
                STATE,
                name + ";r=" + remaining + ";t=" + fullInSeconds);
    }

    /** In which an empty bucket fills. */
    private long windowSeconds() {
        return Math.ceilDiv((long) rate.burst() * rate.per().seconds(), rate.events());
    }
}
