package dev.headrace.insight;

import dev.headrace.insight.Observation.Bearing;
import java.time.Duration;
import java.util.Locale;

/**
 * What is suspicious in audit events. An event bears on a rule under a subject: the address, the
 * person, the grant that it is about. What many events of one subject come to within the rule's
 * window is the rule's measure; where it reaches the threshold, there is a hit.
 *
 * <p>More events can only bring more hits: so events may come late, twice and in any order, and
 * nothing has to wait for those that may still come. The exception is a rule about what does not
 * happen: its hits are not kept, but follow from the events that are known when somebody asks.
 */
public enum SecurityRule {
    BRUTE_FORCE_ADDRESS("authn_login_fail_max", Severity.HIGH, Measure.EVENTS, 5, 10),
    BRUTE_FORCE_USER("authn_login_fail_max", Severity.HIGH, Measure.EVENTS, 5, 10),
    SUCCESS_AFTER_FAILURES(
            "authn_login_successafterfail", Severity.MEDIUM, Measure.FAILURES_BEFORE, 15, 5),
    CREDENTIAL_STUFFING("authn_login_fail", Severity.HIGH, Measure.MEMBERS, 10, 20),
    PRIVILEGE_PROBING("authz_fail", Severity.HIGH, Measure.EVENTS, 10, 15),
    BULK_READ("sensitive_read", Severity.HIGH, Measure.MEMBERS, 10, 200),
    BULK_EXPORT("sensitive_read", Severity.HIGH, Measure.EVENTS, 10, 3),
    MASS_DELETE("sensitive_delete", Severity.CRITICAL, Measure.EVENTS, 5, 25),
    SCANNING("malicious_excess_404", Severity.MEDIUM, Measure.EVENTS, 5, 50),
    /** A grant that is used for longer than an hour; a day is as far as one looks back. */
    LONG_BREAK_GLASS("authz_admin", Severity.HIGH, Measure.MINUTES, 1_440, 60),
    IMPERSONATED_DELETE("authz_admin", Severity.MEDIUM, Measure.EVENTS, 1, 1),
    RATE_LIMITED("excess_rate_limit_exceeded", Severity.LOW, Measure.EVENTS, 10, 5),
    OFF_HOURS_BREAK_GLASS("authz_admin", Severity.HIGH, Measure.EVENTS, 1, 1),
    /** A grant whose use is followed, within a day, neither by a review nor by more use. */
    UNREVIEWED_BREAK_GLASS("authz_admin", Severity.HIGH, Measure.SILENCE, 1_440, 1),
    /** Somebody who is refused in several organisations. */
    CROSS_TENANT("authz_fail", Severity.CRITICAL, Measure.MEMBERS, 60, 2),
    /** Faster than 1,000 km/h; in the window one comes at that speed to any place of the earth. */
    IMPOSSIBLE_TRAVEL("authn_impossible_travel", Severity.CRITICAL, Measure.SPEED, 1_201, 1_001);

    /** So long may an event be on its way, before what did not happen is found. */
    public static final Duration GRACE = Duration.ofMinutes(2);

    /** How bad it is. */
    public enum Severity {
        LOW,
        MEDIUM,
        HIGH,
        CRITICAL;

        /** The word of answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is measured within the window that ends with an event. */
    enum Measure {
        /** Events, this one included. */
        EVENTS,
        /** Different members, this one's included. */
        MEMBERS,
        /** Failures before an event that is a success. */
        FAILURES_BEFORE,
        /** Minutes since the first event. */
        MINUTES,
        /** Whole km/h, rounded up, between the members' positions; see {@link Travels}. */
        SPEED,
        /** What does not come within the window that begins with an event. */
        SILENCE
    }

    private final String owasp;
    private final Severity severity;
    private final Measure measure;
    private final Duration window;
    private final int threshold;

    SecurityRule(String owasp, Severity severity, Measure measure, int minutes, int threshold) {
        this.owasp = owasp;
        this.severity = severity;
        this.measure = measure;
        this.window = Duration.ofMinutes(minutes);
        this.threshold = threshold;
    }

    /** The word of the store and of answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rule of a word that {@link #word} has given. */
    public static SecurityRule ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The event's name in OWASP's logging vocabulary. */
    public String owasp() {
        return owasp;
    }

    public Severity severity() {
        return severity;
    }

    /** How far back an event is seen together with others. */
    public Duration window() {
        return window;
    }

    /** Whether it is about what does not happen. */
    public boolean waits() {
        return measure == Measure.SILENCE;
    }

    /** Whether it looks at the events of all organisations together. */
    boolean isOfAllOrganisations() {
        return this == CROSS_TENANT;
    }

    Measure measure() {
        return measure;
    }

    int threshold() {
        return threshold;
    }

    /** Whether an event can complete what the rule looks for. */
    boolean isCompletedBy(Observation observation) {
        return measure != Measure.FAILURES_BEFORE || observation.bearing() == Bearing.SUCCESS;
    }
}
