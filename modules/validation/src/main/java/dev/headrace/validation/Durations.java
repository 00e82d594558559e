package dev.headrace.validation;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as contracts write them: {@code 400d} or {@code 24h}. */
final class Durations {

    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,5})([hd])");

    private Durations() {}

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
