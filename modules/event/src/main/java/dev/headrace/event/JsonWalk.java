package dev.headrace.event;

/**
 * Walks over the bytes of JSON that was checked at the door. Never reads past the end; what it
 * cannot follow is an {@link IllegalArgumentException} that names nothing of the content.
 */
class JsonWalk {

    final byte[] json;
    final int end;
    int at;

    JsonWalk(byte[] json, int from, int to) {
        this.json = json;
        this.at = from;
        this.end = to;
    }

    /** The first byte of the next token, which stays unread. */
    final byte peek() {
        while (at < end) {
            byte b = json[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        throw broken();
    }

    /** Reads a string, quotes included; whether it holds an escape. */
    final boolean skipString() {
        at++;
        boolean escaped = false;
        while (at < end) {
            byte b = json[at++];
            if (b == '"') {
                return escaped;
            }
            if (b == '\\') {
                escaped = true;
                at++;
            }
        }
        throw broken();
    }

    /** Reads a value of any kind and depth. */
    final void skipValue() {
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
                case ',', ':' -> at++;
                default -> skipWord();
            }
        } while (depth > 0);
    }

    /** Reads a number, true, false or null. */
    private void skipWord() {
        int from = at;
        while (at < end && isWord(json[at])) {
            at++;
        }
        if (at == from) {
            throw broken();
        }
    }

    private static boolean isWord(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'z')
                || b == '-'
                || b == '+'
                || b == '.'
                || b == 'E';
    }

    private static IllegalArgumentException broken() {
        return new IllegalArgumentException("not the JSON that the door has checked");
    }
}
