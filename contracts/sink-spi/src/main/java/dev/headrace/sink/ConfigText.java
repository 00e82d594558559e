package dev.headrace.sink;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of one setting; messages say what would be right and never repeat the text. */
final class ConfigText {

    private static final String NO_DURATION =
            "is not a duration such as 500ms, 10s, 5m, 24h, 7d or PT5S";

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");
    private static final Map<String, Long> BYTES =
            Map.of(
                    "", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30, "tib",
                    1L << 40);
    private static final Map<String, Duration> DURATIONS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    private ConfigText() {}

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException saying what would be right, to be put behind the text
     */
    static Object read(ConfigField field, String text) {
        return switch (field.type()) {
            case TEXT, SECRET -> text;
            case INTEGER -> within(field, integer(text), ConfigText::integer);
            case FLAG -> flag(text);
            case DURATION -> within(field, duration(text), ConfigText::duration);
            case BYTES -> within(field, bytes(text), ConfigText::bytes);
            case CHOICE -> choice(field, text);
        };
    }

    private static <T extends Comparable<T>> T within(
            ConfigField field, T value, Function<String, T> bound) {
        field.range()
                .ifPresent(range -> {
                    if (value.compareTo(bound.apply(range.least())) < 0
                            || value.compareTo(bound.apply(range.most())) > 0) {
                        throw new IllegalArgumentException(
                                "is not within " + range.least() + " and " + range.most());
                    }
                });
        return value;
    }

    private static Long integer(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a whole number", e);
        }
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    private static String choice(ConfigField field, String text) {
        if (!field.choices().contains(text)) {
            throw new IllegalArgumentException(
                    "is not one of " + String.join(", ", field.choices()));
        }
        return text;
    }

    private static Duration duration(String text) {
        Matcher amount = AMOUNT.matcher(text);
        try {
            if (!amount.matches()) {
                return notNegative(Duration.parse(text));
            }
            Duration unit = DURATIONS.get(amount.group(2).toLowerCase(Locale.ROOT));
            if (unit != null) {
                return unit.multipliedBy(Long.parseLong(amount.group(1)));
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException(NO_DURATION, e);
        }
        throw new IllegalArgumentException(NO_DURATION);
    }

    private static Duration notNegative(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("is negative");
        }
        return duration;
    }

    private static Long bytes(String text) {
        Matcher amount = AMOUNT.matcher(text);
        Long unit = amount.matches() ? BYTES.get(amount.group(2).toLowerCase(Locale.ROOT)) : null;
        try {
            if (unit != null) {
                return Math.multiplyExact(Long.parseLong(amount.group(1)), unit);
            }
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("is too large", e);
        }
        throw new IllegalArgumentException("is not a size such as 512, 64KiB, 8MiB or 1GiB");
    }
}
