package dev.headrace.event;

/**
 * The name of a stream: a lower-case letter, then lower-case letters, digits or hyphens, at most 63
 * characters, so that it can be a table, a folder and a topic unchanged.
 */
public record StreamName(String value) implements Comparable<StreamName> {

    private static final int LONGEST = 63;

    public StreamName {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "a stream name is a lower-case letter, then lower-case letters, digits or hyphens, at most 63");
        }
    }

    /** Whether a text can be a stream's name; asked at each request, so without a pattern. */
    public static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
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
