package dev.headrace.eventlog;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The first bytes of a segment file.
 *
 * @param version the format; this code writes and reads {@link #VERSION}
 * @param base the number of the segment's first record
 * @param previous the base of the segment before it, {@link #NONE} for the first of all
 * @param createdMillis when the log rolled to it, in milliseconds since 1970
 * @param node whose log it belongs to
 */
record SegmentHeader(int version, long base, long previous, long createdMillis, String node) {

    static final int BYTES = 64;
    static final int VERSION = 1;
    static final long NONE = -1;

    private static final int MAGIC = 0xFF48_5253;
    private static final int NODE_AT = 40;

    /** The header as bytes, ready to be written. */
    ByteBuffer toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        bytes.putInt(MAGIC).putInt(0).putInt(version).putInt(0);
        bytes.putLong(base).putLong(previous).putLong(createdMillis);
        bytes.put(node.getBytes(StandardCharsets.US_ASCII));
        bytes.putInt(4, checksum(bytes.array()));
        return bytes.rewind();
    }

    /** Reads a header; empty when it is damaged. */
    static Optional<SegmentHeader> from(ByteBuffer bytes) {
        byte[] array = new byte[BYTES];
        if (bytes.remaining() < BYTES) {
            return Optional.empty();
        }
        bytes.get(array);
        ByteBuffer header = ByteBuffer.wrap(array);
        if (header.getInt(0) != MAGIC || header.getInt(4) != checksum(array)) {
            return Optional.empty();
        }
        return Optional.of(
                new SegmentHeader(
                        header.getInt(8),
                        header.getLong(16),
                        header.getLong(24),
                        header.getLong(32),
                        new String(array, NODE_AT, NodeId.LENGTH, StandardCharsets.US_ASCII)));
    }

    private static int checksum(byte[] header) {
        CRC32C crc = new CRC32C();
        crc.update(header, 8, BYTES - 8);
        return (int) crc.getValue();
    }
}
