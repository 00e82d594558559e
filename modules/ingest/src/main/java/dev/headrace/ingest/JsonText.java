package dev.headrace.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds what a JSON parser lets pass but two readers would see differently: bytes that are not
 * UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF) and escaped surrogates
 * without their partner ({@code RFC 8259} section 8.2).
 */
final class JsonText {

    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;

    private JsonText() {}

    /** The index of the first byte that is wrong, or -1. */
    static int firstFlaw(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            at = skipPlain(bytes, at, to);
            if (at >= to) {
                return -1;
            }
            byte b = bytes[at];
            int length;
            if (b == '\\') {
                length = escape(bytes, at, to);
            } else if (b >= 0) {
                length = 1;
            } else {
                length = multiByte(bytes, at, to);
            }
            if (length == 0) {
                return at;
            }
            at += length;
        }
        return -1;
    }

    /** Passes over whole words of ASCII without a backslash, eight bytes at a time. */
    private static int skipPlain(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to) {
            long word = (long) WORDS.get(bytes, at);
            long backslashes = word ^ BACKSLASHES;
            if (((word | ((backslashes - ONES) & ~backslashes)) & HIGH_BITS) != 0) {
                return at;
            }
            at += Long.BYTES;
        }
        return at;
    }

    /**
     * The length of an escape, with its partner; 0 for a lone surrogate. Other faults are the
     * parser's.
     */
    private static int escape(byte[] bytes, int at, int to) {
        int unit = codeUnit(bytes, at, to);
        if (unit < 0) {
            return 2;
        }
        if (Character.isLowSurrogate((char) unit)) {
            return 0;
        }
        if (Character.isHighSurrogate((char) unit)) {
            int partner = codeUnit(bytes, at + 6, to);
            return partner >= 0 && Character.isLowSurrogate((char) partner) ? 12 : 0;
        }
        return 6;
    }

    /** The value of a four-digit Unicode escape, or -1 where there is none. */
    private static int codeUnit(byte[] bytes, int at, int to) {
        if (at + 6 > to || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    /** The length of a sequence of two to four bytes; 0 when it is not well-formed. */
    private static int multiByte(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xff;
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        if (second < leastSecond(first) || second > mostSecond(first)) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static int leastSecond(int first) {
        return first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    }

    private static int mostSecond(int first) {
        return first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    }
}
