package dev.headrace.sink;

import java.util.List;
import java.util.Optional;

/**
 * One setting of a sink.
 *
 * @param name lower case with hyphens, for example {@code max-file-age}
 * @param type how its text is read
 * @param defaultValue the text that stands when none is given; empty makes the field required or
 *     optional
 * @param required whether the sink cannot do without it
 * @param choices the texts allowed, for {@link Type#CHOICE}
 * @param range the least and the most allowed, for {@link Type#INTEGER}, {@link Type#DURATION} and
 *     {@link Type#BYTES}
 * @param doc one line for people: what it does, its unit, why one would change it
 * @param example a text that people may copy and change; stands in the reference and in examples.
 *     Empty where the default says enough
 */
public record ConfigField(
        String name,
        Type type,
        Optional<String> defaultValue,
        boolean required,
        List<String> choices,
        Optional<Range> range,
        String doc,
        Optional<String> example) {

    /**
     * Bounds, both included, in the words of the setting's type: {@code 1s} to {@code 1h}.
     *
     * @param least the smallest value allowed
     * @param most the largest value allowed
     */
    public record Range(String least, String most) {}

    /** How a setting's text is read. */
    public enum Type {
        TEXT,
        /** A text that is never shown, logged or put into a message. */
        SECRET,
        /** A whole number. */
        INTEGER,
        /** {@code true} or {@code false}. */
        FLAG,
        /**
         * ISO 8601 or a number with a unit: {@code PT5S}, {@code 500ms}, {@code 10s}, {@code 5m},
         * {@code 24h}, {@code 7d}.
         */
        DURATION,
        /**
         * A number with an optional unit: {@code 512}, {@code 64KiB}, {@code 8MiB}, {@code 1GiB}.
         */
        BYTES,
        /** One of a few words. */
        CHOICE
    }

    public ConfigField {
        choices = List.copyOf(choices);
    }

    ConfigField withExample(String text) {
        return new ConfigField(
                name, type, defaultValue, required, choices, range, doc, Optional.of(text));
    }
}
