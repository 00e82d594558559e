package dev.headrace.eventlog;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The bytes of a {@link BlockFile}; the package's documentation has the tables. */
final class BlockFormat {

    static final int FILE_HEADER_BYTES = 24;
    static final int BLOCK_HEADER_BYTES = 24;
    static final int VERSION = 1;

    private static final int FILE_MAGIC = 0xFF48_524A;
    private static final int BLOCK_MAGIC = 0xFF48_5242;
    private static final int CRC_AT = 4;
    private static final int CRC_FROM = 8;

    private BlockFormat() {}

    /**
     * The first bytes of a file.
     *
     * @param version the format; this code writes and reads {@link #VERSION}
     * @param generation how often the file was replaced
     */
    record FileHeader(int version, long generation) {

        ByteBuffer toBytes() {
            ByteBuffer bytes = ByteBuffer.allocate(FILE_HEADER_BYTES);
            bytes.putInt(FILE_MAGIC).putInt(0).putInt(version).putInt(0).putLong(generation);
            bytes.putInt(CRC_AT, checksum(bytes.array(), CRC_FROM, FILE_HEADER_BYTES - CRC_FROM));
            return bytes.rewind();
        }

        /** Reads a header; empty when it is damaged. */
        static Optional<FileHeader> from(byte[] bytes) {
            ByteBuffer header = ByteBuffer.wrap(bytes);
            if (header.getInt(0) != FILE_MAGIC
                    || header.getInt(CRC_AT)
                            != checksum(bytes, CRC_FROM, FILE_HEADER_BYTES - CRC_FROM)) {
                return Optional.empty();
            }
            return Optional.of(new FileHeader(header.getInt(8), header.getLong(16)));
        }
    }

    /**
     * The fixed part of a block.
     *
     * @param length its bytes, without the zeros that fill it up to 8
     * @param entries how many entries it has
     * @param number how many blocks were written to the file before
     */
    record BlockHeader(int length, int entries, long number) {

        /** What stands at the buffer's position, if it may be a block. */
        static Optional<BlockHeader> from(ByteBuffer bytes) {
            int at = bytes.position();
            if (bytes.remaining() < BLOCK_HEADER_BYTES || bytes.getInt(at) != BLOCK_MAGIC) {
                return Optional.empty();
            }
            BlockHeader header =
                    new BlockHeader(
                            bytes.getInt(at + 8), bytes.getInt(at + 12), bytes.getLong(at + 16));
            boolean possible =
                    header.length >= BLOCK_HEADER_BYTES
                            && header.entries >= 0
                            && header.number >= 0;
            return possible ? Optional.of(header) : Optional.empty();
        }
    }

    /** Whether the bytes, a whole block, have the checksum that they say. */
    static boolean isIntact(byte[] block) {
        return ByteBuffer.wrap(block).getInt(CRC_AT)
                == checksum(block, CRC_FROM, block.length - CRC_FROM);
    }

    /** A block, ready to be written. */
    static ByteBuffer block(List<byte[]> entries, long number) {
        int length = Math.toIntExact(BLOCK_HEADER_BYTES + contentBytes(entries));
        ByteBuffer block = ByteBuffer.allocate((int) FrameHeader.aligned(length));
        block.putInt(BLOCK_MAGIC).putInt(0).putInt(length).putInt(entries.size()).putLong(number);
        for (byte[] entry : entries) {
            block.putInt(entry.length).put(entry);
        }
        block.putInt(CRC_AT, checksum(block.array(), CRC_FROM, length - CRC_FROM));
        return block.rewind();
    }

    /** The bytes that entries take within a block. */
    static long contentBytes(List<byte[]> entries) {
        return entries.stream().mapToLong(entry -> (long) Integer.BYTES + entry.length).sum();
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
