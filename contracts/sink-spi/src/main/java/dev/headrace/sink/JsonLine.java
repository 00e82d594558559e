package dev.headrace.sink;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One line of JSON while it is being made. It reaches the stream in a single write, so a record
 * that turns out to be unwritable leaves nothing behind. For one thread and one record.
 */
final class JsonLine {

    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    private static final char REPLACEMENT = '\ufffd';

    private byte[] bytes;
    private int size;

    JsonLine(int expectedSize) {
        bytes = new byte[expectedSize];
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    /** Structure, names and numbers: ASCII that needs no escape. */
    JsonLine ascii(String text) {
        int length = text.length();
        reserve(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** A whole number, padded with zeros to a width. */
    JsonLine digits(int number, int width) {
        reserve(width);
        int rest = number;
        for (int i = size + width - 1; i >= size; i--) {
            bytes[i] = HEX[rest % 10];
            rest /= 10;
        }
        size += width;
        return this;
    }

    /** A text as a JSON string. */
    JsonLine text(String text) {
        int length = text.length();
        reserve(6 * length + 2);
        bytes[size++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                escaped((byte) c);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < length
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
                beyondAscii(Character.toCodePoint(c, text.charAt(i)));
            } else {
                beyondAscii(Character.isSurrogate(c) ? REPLACEMENT : c);
            }
        }
        bytes[size++] = '"';
        return this;
    }

    /** JSON as it is, but its line breaks, which are white space between tokens, become spaces. */
    JsonLine copy(ByteBuffer json, int from, int to) {
        int length = to - from;
        reserve(length);
        json.get(from, bytes, size, length);
        int end = size + length;
        for (int i = size; i < end; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                bytes[i] = ' ';
            }
        }
        size = end;
        return this;
    }

    /** JSON as the content of a JSON string; its white space becomes plain spaces. */
    JsonLine quoted(ByteBuffer json, int from, int to) {
        reserve(2 * (to - from) + 2);
        bytes[size++] = '"';
        for (int i = from; i < to; i++) {
            byte b = json.get(i);
            if (b == '"' || b == '\\') {
                bytes[size++] = '\\';
            }
            bytes[size++] = b >= 0 && b < ' ' ? (byte) ' ' : b;
        }
        bytes[size++] = '"';
        return this;
    }

    private void escaped(byte c) {
        if (c >= ' ' && c != '"' && c != '\\') {
            bytes[size++] = c;
            return;
        }
        bytes[size++] = '\\';
        if (c >= ' ') {
            bytes[size++] = c;
            return;
        }
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >> 4];
        bytes[size++] = HEX[c & 15];
    }

    private void beyondAscii(int codePoint) {
        if (codePoint < 0x800) {
            bytes[size++] = (byte) (0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x10000) {
                bytes[size++] = (byte) (0xE0 | codePoint >> 12);
            } else {
                bytes[size++] = (byte) (0xF0 | codePoint >> 18);
                bytes[size++] = continuation(codePoint >> 12);
            }
            bytes[size++] = continuation(codePoint >> 6);
        }
        bytes[size++] = continuation(codePoint);
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, size + (size >> 1)));
        }
    }
}
