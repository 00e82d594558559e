package dev.headrace.eventlog;

import java.util.HexFormat;
import java.util.Optional;

/**
 * What a run covers: every remembered id of these records is in it.
 *
 * @param from the number of the first record
 * @param to the number after the last one
 * @param fromMillis when the first of them may have been accepted, milliseconds since 1970
 * @param toMillis when the last one was accepted at the latest
 */
record RunSpan(long from, long to, long fromMillis, long toMillis) {

    private static final String SUFFIX = ".run";
    private static final int DIGITS = 16;

    RunSpan {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a run covers nothing that is not there");
        }
    }

    /** The file's name says which records it covers. */
    String fileName() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(from) + "-" + hex.toHexDigits(to) + SUFFIX;
    }

    /** The record up to which a file covers the log; empty when it is no run. */
    static Optional<Long> coveredBy(String fileName) {
        boolean isRun =
                fileName.length() == 2 * DIGITS + 1 + SUFFIX.length()
                        && fileName.endsWith(SUFFIX)
                        && fileName.charAt(DIGITS) == '-'
                        && fileName.chars().limit(DIGITS).allMatch(HexFormat::isHexDigit)
                        && fileName.chars()
                                .skip(DIGITS + 1)
                                .limit(DIGITS)
                                .allMatch(HexFormat::isHexDigit);
        return isRun
                ? Optional.of(HexFormat.fromHexDigitsToLong(fileName, DIGITS + 1, 2 * DIGITS + 1))
                : Optional.empty();
    }

    /** Whether all that the other run holds is in this one too. */
    boolean holds(RunSpan other) {
        return other.from < other.to && from <= other.from && other.to <= to;
    }

    /** The span of this run and the one behind it. */
    RunSpan joined(RunSpan next) {
        return new RunSpan(from, next.to, fromMillis, Math.max(toMillis, next.toMillis));
    }
}
