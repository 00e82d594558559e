package dev.headrace.validation;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as contracts write them: {@code 400d}, {@code 24h}; short ones {@code 5m}. */
final class Durations {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})([hd])");

    private static final Pattern SHORT_FORM = Pattern.compile("([1-9]\\d{0,5})m");

    private Durations() {}

    /**
     * Reads a duration of minutes.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    static Duration parseMinutes(String text) {
        Matcher matcher = SHORT_FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a time such as 5m");
        }
        return Duration.ofMinutes(Long.parseLong(matcher.group(1)));
    }

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a duration such as 24h or 400d");
        }
        long amount = Long.parseLong(matcher.group(1));
        return matcher.group(2).equals("d") ? Duration.ofDays(amount) : Duration.ofHours(amount);
    }
}
