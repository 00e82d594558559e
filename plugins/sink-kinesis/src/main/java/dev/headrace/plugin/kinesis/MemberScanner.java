package dev.headrace.plugin.kinesis;

import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;

/**
 * Walks over the members of a JSON object without reading what is in them. The text is valid: the
 * door has let it in.
 */
final class MemberScanner {

    private final byte[] json;
    private int at;

    /**
     * One member, by its place in the text.
     *
     * @param name unescaped
     * @param from where its name's quote stands
     * @param valueFrom where its value begins
     * @param to behind its value
     * @param kind the value's first character
     */
    record Member(String name, int from, int valueFrom, int to, char kind) {

        /** Whether this is the client's own time of the event. */
        boolean isTime() {
            return name.equals("eventTime") && kind == '"';
        }
    }

    /**
     * Begins.
     *
     * @throws IllegalArgumentException when the text is no JSON object
     */
    MemberScanner(byte[] json) {
        this.json = json;
        skipSpace();
        if (peek() != '{') {
            throw new IllegalArgumentException("no JSON object");
        }
        at++;
        skipSpace();
    }

    boolean hasNext() {
        return peek() == '"';
    }

    Member next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int from = at;
        skipString();
        String name = unescaped(new String(json, from + 1, at - from - 2, StandardCharsets.UTF_8));
        skipSpace();
        at++; // the colon
        skipSpace();
        int valueFrom = at;
        char kind = peek();
        skipValue();
        var member = new Member(name, from, valueFrom, at, kind);
        skipSpace();
        if (peek() == ',') {
            at++;
            skipSpace();
        }
        return member;
    }

    private void skipValue() {
        switch (peek()) {
            case '"' -> skipString();
            case '{', '[' -> skipNested();
            default -> {
                while ("},] \t\r\n".indexOf(peek()) < 0) {
                    at++;
                }
            }
        }
    }

    private void skipNested() {
        int depth = 0;
        do {
            switch (peek()) {
                case '"' -> {
                    skipString();
                    continue;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> {
                    // A character of a number, a word, or between.
                }
            }
            at++;
        } while (depth > 0);
    }

    private void skipString() {
        at++;
        while (peek() != '"') {
            at += peek() == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipSpace() {
        while (at < json.length && " \t\r\n".indexOf(json[at]) >= 0) {
            at++;
        }
    }

    private char peek() {
        if (at >= json.length) {
            throw new IllegalArgumentException("no JSON object");
        }
        return (char) (json[at] & 0xFF);
    }

    /** So that a name that is written in another way is still that name. */
    private static String unescaped(String name) {
        if (name.indexOf('\\') < 0) {
            return name;
        }
        var text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (name.charAt(i + 1) == 'u') {
                text.append((char) Integer.parseInt(name.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                i++;
                text.append(name.charAt(i)); // the control characters are in none of our names
            }
        }
        return text.toString();
    }
}
