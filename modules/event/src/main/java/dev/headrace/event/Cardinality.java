package dev.headrace.event;

import java.time.Duration;
import java.util.List;

/**
 * How many different values a text field may have in a window of time; every other value is kept as
 * one, so that nobody can make series without end. Counted by each node for itself.
 *
 * @param most different values in a window, at least 1
 * @param window of the UTC clock; each begins with none
 * @param by JSON Pointers of the fields whose values have bounds of their own; empty: one for all
 * @param overflow what stands for every value beyond the bound
 */
public record Cardinality(int most, Window window, List<String> by, String overflow) {

    /** What stands for values beyond the bound where a contract names nothing else. */
    public static final String OTHER = "(other)";

    public Cardinality {
        if (most < 1) {
            throw new IllegalArgumentException("a bound lets at least one value through");
        }
        by = List.copyOf(by);
    }

    /** How long values are counted together. */
    public enum Window {
        HOUR(Duration.ofHours(1)),
        DAY(Duration.ofDays(1));

        private final Duration length;

        Window(Duration length) {
            this.length = length;
        }

        public Duration length() {
            return length;
        }
    }
}
