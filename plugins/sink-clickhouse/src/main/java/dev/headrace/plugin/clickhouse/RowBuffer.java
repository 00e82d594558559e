package dev.headrace.plugin.clickhouse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Rows of JSONEachRow while they are made. */
final class RowBuffer {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes;
    private int size;

    RowBuffer(int expectedSize) {
        bytes = new byte[Math.max(16, expectedSize)];
    }

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Forgets what was written after a size. */
    void cut(int earlierSize) {
        size = earlierSize;
    }

    RowBuffer raw(byte[] more, int from, int to) {
        reserve(to - from);
        System.arraycopy(more, from, bytes, size, to - from);
        size += to - from;
        return this;
    }

    RowBuffer raw(byte[] more) {
        return raw(more, 0, more.length);
    }

    RowBuffer ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
        return this;
    }

    /** A text as a JSON string. */
    RowBuffer text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return text(utf8, 0, utf8.length);
    }

    /** A text in UTF-8 as a JSON string. */
    RowBuffer text(byte[] utf8, int from, int to) {
        reserve(6 * (to - from) + 2);
        bytes[size++] = '"';
        for (int i = from; i < to; i++) {
            byte b = utf8[i];
            if (b == '"' || b == '\\') {
                bytes[size++] = '\\';
                bytes[size++] = b;
            } else if (b >= 0 && b < ' ') {
                ascii("\\u00");
                bytes[size++] = HEX[b >> 4];
                bytes[size++] = HEX[b & 15];
            } else {
                bytes[size++] = b;
            }
        }
        bytes[size++] = '"';
        return this;
    }

    /** A whole number, padded with zeros to a width. */
    RowBuffer digits(int number, int width) {
        reserve(width);
        int rest = number;
        for (int i = size + width - 1; i >= size; i--) {
            bytes[i] = HEX[rest % 10];
            rest /= 10;
        }
        size += width;
        return this;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
