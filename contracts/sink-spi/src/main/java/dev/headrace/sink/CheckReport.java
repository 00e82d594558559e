package dev.headrace.sink;

import java.util.List;

/**
 * Whether a sink can reach and use its target.
 *
 * @param findings one line for each thing that was looked at, in order
 */
public record CheckReport(List<Finding> findings) {

    /** How a finding stands. */
    public enum Level {
        OK,
        /** It works, but somebody should know. */
        WARNING,
        /** The sink cannot do its work. */
        FAILED,
        /** Not looked at. */
        UNKNOWN
    }

    /**
     * One thing that was looked at.
     *
     * @param subject for example {@code bucket example-lake}
     * @param message what was found and, where it failed, what would be right
     */
    public record Finding(Level level, String subject, String message) {}

    public CheckReport {
        findings = List.copyOf(findings);
    }

    /** The answer of a sink that has no check. */
    public static CheckReport notSupported() {
        return new CheckReport(
                List.of(new Finding(Level.UNKNOWN, "target", "this sink has no check")));
    }

    /** Whether nothing failed. */
    public boolean usable() {
        return findings.stream().noneMatch(finding -> finding.level() == Level.FAILED);
    }
}
