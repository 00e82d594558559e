package dev.headrace.sink;

import java.nio.charset.StandardCharsets;

/** Reads the content of JSON strings that hold escapes. */
final class JsonEscapes {

    private static final char REPLACEMENT = '\ufffd';

    private JsonEscapes() {}

    /** The content of a string, given without its quotes; half a surrogate pair is U+FFFD. */
    static String decoded(byte[] json, int from, int to) {
        String raw = new String(json, from, to - from, StandardCharsets.UTF_8);
        var text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\' || i + 1 == raw.length()) {
                text.append(c);
                continue;
            }
            i++;
            if (raw.charAt(i) == 'u' && i + 4 < raw.length()) {
                text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
                i += 4;
            } else {
                text.append(simple(raw.charAt(i)));
            }
        }
        return wholePairs(text);
    }

    private static char simple(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    private static String wholePairs(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair =
                    Character.isHighSurrogate(c)
                            && i + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                text.setCharAt(i, REPLACEMENT);
            }
        }
        return text.toString();
    }
}
