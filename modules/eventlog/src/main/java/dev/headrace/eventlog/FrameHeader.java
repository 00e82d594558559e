package dev.headrace.eventlog;

import java.nio.ByteBuffer;

/**
 * The fixed part of a frame that recovery and readers go by; the package's documentation has the
 * table.
 *
 * @param offset where the frame starts in its segment
 * @param length its bytes, without the zeros that fill it up to 8
 * @param last whether it is the last frame of its append
 * @param sequence the number of its first record
 * @param group the number of its group's first record
 * @param records how many records it has
 */
record FrameHeader(long offset, int length, boolean last, long sequence, long group, int records) {

    static final int BYTES = 88;

    /** No byte FF is part of UTF-8 text, so no event's JSON can look like a frame. */
    static final int MAGIC = 0xFF48_5246;

    static final int CRC_AT = 4;
    static final int CRC_FROM = 8;
    static final int DIGEST_BYTES = 32;
    static final int LAST = 1;

    /** Behind the attributes stands whose ids the records' are, and which are remembered. */
    static final int CLAIMED = 2;

    /** Reads the header at the buffer's position; tells nothing of whether it is right. */
    static FrameHeader read(ByteBuffer bytes, long offset) {
        int at = bytes.position();
        return new FrameHeader(
                offset,
                bytes.getInt(at + 8),
                (bytes.getInt(at + 12) & LAST) != 0,
                bytes.getLong(at + 16),
                bytes.getLong(at + 24),
                bytes.getInt(at + 32));
    }

    /** The number after the last record's. */
    long end() {
        return sequence + records;
    }

    /** Where the next frame starts. */
    long next() {
        return offset + aligned(length);
    }

    static long aligned(long length) {
        return (length + 7) & ~7L;
    }
}
