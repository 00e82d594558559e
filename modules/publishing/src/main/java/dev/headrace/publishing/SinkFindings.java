package dev.headrace.publishing;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.SinkException;
import java.util.List;
import java.util.Locale;

/**
 * Whether a sink can reach and use its target, as it was found when somebody asked.
 *
 * @param sink the sink's name
 * @param type its type
 * @param findings one for each thing that was looked at, in order
 */
public record SinkFindings(String sink, String type, List<Finding> findings) {

    static final String TARGET = "target";

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
    public record Finding(Level level, String subject, String message) {

        static Finding failed(String message) {
            return new Finding(Level.FAILED, TARGET, message);
        }
    }

    public SinkFindings {
        findings = List.copyOf(findings);
    }

    /** One finding about a sink that could not be asked. */
    public static SinkFindings unknown(SinkSettings sink, String message) {
        return new SinkFindings(
                sink.name(), sink.type(), List.of(new Finding(Level.UNKNOWN, TARGET, message)));
    }

    /** Whether nothing failed. */
    public boolean usable() {
        return findings.stream().noneMatch(finding -> finding.level() == Level.FAILED);
    }

    /** What an answer of the plugin says. */
    static List<Finding> of(SinkCall.Answer<CheckReport> answer) {
        return switch (answer) {
            case SinkCall.Answer.Returned<CheckReport>(CheckReport report) -> of(report);
            case SinkCall.Answer.Faulted<CheckReport>(SinkException fault) ->
                    List.of(Finding.failed(text(fault)));
            case SinkCall.Answer.Broke<CheckReport>(Throwable bug) ->
                    List.of(Finding.failed("the plugin has a bug: " + bug.getClass().getName()));
            case SinkCall.Answer.Interrupted<CheckReport> interrupted ->
                    List.of(Finding.failed("the check was given up"));
        };
    }

    static List<Finding> of(CheckReport report) {
        return report.findings().stream()
                .map(finding ->
                        new Finding(
                                Level.valueOf(finding.level().name()),
                                finding.subject(),
                                finding.message()))
                .toList();
    }

    /** The kind of fault, and the plugin's words. */
    static String text(SinkException fault) {
        return fault.getClass().getSimpleName().toLowerCase(Locale.ROOT)
                + ": "
                + fault.getMessage();
    }
}
