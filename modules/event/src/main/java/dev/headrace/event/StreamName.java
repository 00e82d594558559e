package dev.headrace.event;

import java.util.regex.Pattern;

/**
 * The name of a stream: a lower-case letter, then lower-case letters, digits or hyphens, at most 63
 * characters, so that it can be a table, a folder and a topic unchanged.
 */
public record StreamName(String value) implements Comparable<StreamName> {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    public StreamName {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a stream name is a lower-case letter, then lower-case letters, digits or hyphens, at most 63");
        }
    }

    /** Whether a text can be a stream's name. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public int compareTo(StreamName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
