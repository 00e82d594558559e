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
    private final JsonScanner scanner;

    private JsonMembers(byte[] json, int slots) {
        this.json = json;
        this.scanner = new JsonScanner(ByteBuffer.wrap(json));
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
        scanner.enterObject();
        while (scanner.nextMember()) {
            PathTree member = name(wanted);
            byte first = scanner.enterValue();
            value(member, member != wanted, first);
        }
    }

    /** The wanted member whose name comes next, or the tree itself when nobody wants it. */
    private PathTree name(PathTree wanted) {
        int start = scanner.at() + 1;
        boolean plain = scanner.skipString();
        int end = scanner.at() - 1;
        if (plain) {
            return wanted.member(json, start, end);
        }
        byte[] name = JsonEscapes.decoded(json, start, end).getBytes(StandardCharsets.UTF_8);
        return wanted.member(name, 0, name.length);
    }

    private void value(PathTree member, boolean isWanted, byte first) {
        int start = scanner.at();
        if (isWanted && first == '{' && member.hasMembers()) {
            object(member);
        } else {
            scanner.skipValue();
        }
        if (isWanted && member.slot() != PathTree.NO_SLOT) {
            from[member.slot()] = start;
            to[member.slot()] = scanner.at();
        }
    }
}
