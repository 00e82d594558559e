package dev.headrace.plugin.influxdb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lines of line protocol while they are made. Everything that a client can have chosen goes through
 * {@link #tagValue} or {@link #text}.
 *
 * <p>Line protocol has no escape for a backslash outside of strings, and none for a line break in a
 * tag. So in a tag a control character becomes a space, and a backslash that would change the
 * meaning of what follows it (a comma, an equals sign, a space, the end) becomes a slash. All else
 * is kept as it was.
 */
final class LineBuffer {

    private byte[] bytes;
    private int size;

    LineBuffer(int expectedSize) {
        bytes = new byte[expectedSize];
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Forgets what was written after a size, as for a line that cannot be finished. */
    void cut(int earlierSize) {
        size = earlierSize;
    }

    /** What was escaped before, and punctuation. */
    LineBuffer raw(byte[] escaped) {
        reserve(escaped.length);
        System.arraycopy(escaped, 0, bytes, size, escaped.length);
        size += escaped.length;
        return this;
    }

    LineBuffer ascii(char c) {
        reserve(1);
        bytes[size++] = (byte) c;
        return this;
    }

    LineBuffer ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** The value of a tag. */
    LineBuffer tagValue(byte[] utf8, int from, int to) {
        reserve(2 * (to - from));
        for (int i = from; i < to; i++) {
            byte b = utf8[i];
            if (b == '\\') {
                boolean bites = i + 1 == to || isSeparator(utf8[i + 1]) || isControl(utf8[i + 1]);
                bytes[size++] = (byte) (bites ? '/' : '\\');
            } else if (isControl(b)) {
                escaped((byte) ' ');
            } else if (isSeparator(b)) {
                escaped(b);
            } else {
                bytes[size++] = b;
            }
        }
        return this;
    }

    /** The value of a string field, with its quotes. */
    LineBuffer text(byte[] utf8, int from, int to) {
        reserve(2 * (to - from) + 2);
        bytes[size++] = '"';
        for (int i = from; i < to; i++) {
            byte b = utf8[i];
            if (b == '"' || b == '\\') {
                bytes[size++] = '\\';
            }
            bytes[size++] = b;
        }
        bytes[size++] = '"';
        return this;
    }

    /** The name of a tag or field, as it stands in a line. */
    static byte[] key(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        var buffer = new LineBuffer(2 * utf8.length);
        buffer.tagValue(utf8, 0, utf8.length);
        return Arrays.copyOf(buffer.bytes, buffer.size);
    }

    /** The name of a measurement, as it stands in a line: an equals sign needs no escape there. */
    static byte[] measurement(String name) {
        return name.replace(",", "\\,").replace(" ", "\\ ").getBytes(StandardCharsets.UTF_8);
    }

    private void escaped(byte b) {
        bytes[size++] = '\\';
        bytes[size++] = b;
    }

    private static boolean isSeparator(byte b) {
        return b == ',' || b == '=' || b == ' ';
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < ' ') || b == 0x7f;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
