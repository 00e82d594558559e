package dev.headrace.sink;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The wanted members of one event, found in one walk over its JSON, which was checked at the door.
 * Never reads past the end, and recurses only as deep as what is wanted.
 */
public final class JsonMembers {

    private final byte[] json;
    private final int[] from;
    private final int[] to;
    private int at;

    private JsonMembers(byte[] json, int slots) {
        this.json = json;
        this.from = new int[slots];
        this.to = new int[slots];
    }

    /**
     * Reads an event.
     *
     * @throws IllegalArgumentException when it is no JSON object; names no value of it
     */
    public static JsonMembers of(PathTree wanted, ByteBuffer event) {
        byte[] json = new byte[event.remaining()];
        event.get(json);
        var members = new JsonMembers(json, wanted.slots());
        members.object(wanted);
        return members;
    }

    /** Whether the event has the member, and not as null. */
    public boolean has(int slot) {
        return to[slot] > 0 && json[from[slot]] != 'n';
    }

    /** The first byte of a value, which tells its kind. */
    public byte kind(int slot) {
        return json[from[slot]];
    }

    /** The value as text: a string's content, the JSON of anything else. */
    public String text(int slot) {
        int start = from[slot];
        int end = to[slot];
        if (json[start] != '"') {
            return new String(json, start, end - start, StandardCharsets.UTF_8);
        }
        return isPlain(slot)
                ? new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8)
                : JsonEscapes.decoded(json, start + 1, end - 1);
    }

    /** Whether a string holds no escape, so that its bytes are its content. */
    public boolean isPlain(int slot) {
        for (int i = from[slot] + 1; i < to[slot] - 1; i++) {
            if (json[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    /** The bytes that {@link #from} and {@link #to} count in. */
    public byte[] json() {
        return json;
    }

    /** Where a value begins; 0 where the event has none. */
    public int from(int slot) {
        return from[slot];
    }

    /** Where a value ends, exclusive; 0 where the event has none. */
    public int to(int slot) {
        return to[slot];
    }

    private void object(PathTree wanted) {
        expect('{');
        if (peek() == '}') {
            at++;
            return;
        }
        while (true) {
            PathTree member = name(wanted);
            expect(':');
            value(member, member != wanted);
            byte next = peek();
            at++;
            if (next == '}') {
                return;
            }
            if (next != ',') {
                throw broken();
            }
        }
    }

    /** The wanted member whose name comes next, or the tree itself when nobody wants it. */
    private PathTree name(PathTree wanted) {
        peek();
        int start = at + 1;
        boolean plain = skipString();
        if (plain) {
            return wanted.member(json, start, at - 1);
        }
        byte[] name = JsonEscapes.decoded(json, start, at - 1).getBytes(StandardCharsets.UTF_8);
        return wanted.member(name, 0, name.length);
    }

    private void value(PathTree member, boolean isWanted) {
        byte first = peek();
        int start = at;
        if (isWanted && first == '{' && member.hasMembers()) {
            object(member);
        } else {
            skipValue();
        }
        if (isWanted && member.slot() != PathTree.NO_SLOT) {
            from[member.slot()] = start;
            to[member.slot()] = at;
        }
    }

    private void skipValue() {
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

    /** Whether the string holds no escape. */
    private boolean skipString() {
        expect('"');
        boolean plain = true;
        while (at < json.length) {
            byte b = json[at++];
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

    private void skipWord() {
        int start = at;
        while (at < json.length && isWord(json[at])) {
            at++;
        }
        if (at == start) {
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

    private byte peek() {
        while (at < json.length) {
            byte b = json[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        throw broken();
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw broken();
        }
        at++;
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException(
                "the event is not a JSON object, see byte " + Math.min(at, json.length));
    }
}
