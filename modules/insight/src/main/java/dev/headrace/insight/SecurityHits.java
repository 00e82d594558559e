package dev.headrace.insight;

import dev.headrace.insight.Observation.Bearing;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which observations of one subject complete what a rule looks for. One pass over them in the order
 * of time, with a window that slides behind.
 */
public final class SecurityHits {

    private final SecurityRule rule;
    private final ArrayDeque<Observation> window = new ArrayDeque<>();
    private final Map<String, Integer> members = new HashMap<>();
    private final Travels travels = new Travels();
    private int failures;

    private SecurityHits(SecurityRule rule) {
        this.rule = rule;
    }

    /**
     * The hits, in the order of time; none of a rule that waits.
     *
     * @param observations all of one rule and one subject, each once
     */
    public static List<Observation> of(SecurityRule rule, List<Observation> observations) {
        var pass = new SecurityHits(rule);
        var hits = new ArrayList<Observation>();
        for (Observation one : observations.stream().sorted(Observation.IN_TIME).toList()) {
            pass.slideTo(one);
            if (rule.isCompletedBy(one) && pass.measure(one) >= rule.threshold()) {
                hits.add(one);
            }
        }
        return hits;
    }

    /** The window ends with this event and is open at its begin. */
    private void slideTo(Observation newest) {
        while (!window.isEmpty()
                && !window.getFirst().at().isAfter(newest.at().minus(rule.window()))) {
            count(window.removeFirst(), -1);
        }
        window.addLast(newest);
        count(newest, 1);
    }

    private void count(Observation one, int step) {
        int left = members.getOrDefault(one.member(), 0) + step;
        if (left == 0) {
            members.remove(one.member());
        } else {
            members.put(one.member(), left);
        }
        failures += one.bearing() == Bearing.FAILURE ? step : 0;
    }

    private long measure(Observation newest) {
        return switch (rule.measure()) {
            case EVENTS -> window.size();
            case MEMBERS -> members.size();
            case FAILURES_BEFORE -> failures;
            case SILENCE -> 0;
            case MINUTES -> Duration.between(window.getFirst().at(), newest.at()).toMinutes();
            case SPEED -> travels.speedTo(newest);
        };
    }
}
