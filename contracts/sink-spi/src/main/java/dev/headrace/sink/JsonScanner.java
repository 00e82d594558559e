package dev.headrace.sink;

import java.nio.ByteBuffer;

/**
 * Walks over the members of a JSON object that was checked at the door, without making objects of
 * it. Never reads past the end and never recurses, whatever the bytes are; what it cannot follow is
 * an {@link IllegalArgumentException} that names the place and nothing of the content.
 */
final class JsonScanner {

    private final ByteBuffer json;
    private final int end;
    private int at;

    JsonScanner(ByteBuffer json) {
        this.json = json;
        this.at = json.position();
        this.end = json.limit();
    }

    /** The bytes that the offsets of this scanner refer to. */
    ByteBuffer json() {
        return json;
    }

    /** The offset of the next byte to read. */
    int at() {
        return at;
    }

    /** The first byte of the next token, which stays unread. */
    byte peek() {
        while (at < end) {
            byte b = json.get(at);
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        throw broken();
    }

    /** Reads the beginning of an object. */
    void enterObject() {
        expect('{');
    }

    /**
     * Reads up to the next name of the object that was entered last, or past its end.
     *
     * @return whether there is a name; then {@link #skipString} and {@link #enterValue} follow
     */
    boolean nextMember() {
        byte next = peek();
        if (next == ',') {
            at++;
            next = peek();
        } else if (next == '}') {
            at++;
            return false;
        }
        if (next != '"') {
            throw broken();
        }
        return true;
    }

    /** Reads the colon, and up to the value. */
    byte enterValue() {
        expect(':');
        return peek();
    }

    /** Reads a string, quotes included; whether its bytes are its content, without an escape. */
    boolean skipString() {
        expect('"');
        boolean plain = true;
        while (at < end) {
            byte b = json.get(at++);
            if (b == '"') {
                return plain;
            }
            if (b == '\\') {
                plain = false;
                at++;
            }
        }
        throw broken();
    }

    /** Reads a value of any kind and depth. */
    void skipValue() {
        int depth = 0;
        do {
            switch (peek()) {
                case '"' -> skipString();
                case '{', '[' -> {
                    depth++;
                    at++;
                }
                case '}', ']' -> {
                    depth--;
                    at++;
                }
                case ',', ':' -> separator(depth);
                default -> skipWord();
            }
        } while (depth > 0);
        if (depth < 0) {
            throw broken();
        }
    }

    private void separator(int depth) {
        if (depth == 0) {
            throw broken();
        }
        at++;
    }

    /** Reads what must be left: white space. */
    void expectEnd() {
        while (at < end) {
            if (json.get(at++) > ' ') {
                throw broken();
            }
        }
    }

    private void skipWord() {
        int from = at;
        while (at < end && isWord(json.get(at))) {
            at++;
        }
        if (at == from) {
            throw broken();
        }
    }

    /** Numbers, true, false and null. */
    private static boolean isWord(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'z')
                || b == '-'
                || b == '+'
                || b == '.'
                || b == 'E';
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw broken();
        }
        at++;
    }

    private IllegalArgumentException broken() {
        int offset = Math.min(at, end) - json.position();
        return new IllegalArgumentException("the event is not a JSON object, see byte " + offset);
    }
}
