package dev.headrace.eventlog;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/** The bytes of a run of ids; the package's documentation has the tables. */
final class RunFormat {

    static final String FOLDER = "dedupe";
    static final String UNFINISHED = FOLDER + "/run.tmp";

    static final int HEADER_BYTES = 96;
    static final int BLOCK_BYTES = 4096;
    static final int BLOCK_HEADER_BYTES = 8;

    /** An entry without its id: hash, sequence, digest, and where its scope is. */
    static final int ENTRY_BYTES = Long.BYTES + Long.BYTES + ContentDigest.BYTES + Integer.BYTES;

    static final int SCOPE_HEADER_BYTES = 8;

    private static final int MAGIC = 0xFF48_5244;
    private static final int VERSION = 1;
    private static final int CRC_AT = 4;
    private static final int CRC_FROM = 8;

    private RunFormat() {}

    /**
     * The first bytes of a run.
     *
     * @param span what it covers
     * @param seed the node's key of the hashes
     * @param entries how many ids it has
     * @param blocks how many blocks
     * @param scopeBytes the bytes of all scopes
     * @param filterWords the words of the filter
     */
    record Header(
            RunSpan span, long seed, long entries, int blocks, int scopeBytes, int filterWords) {

        ByteBuffer toBytes() {
            ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
            bytes.putInt(MAGIC).putInt(0).putInt(VERSION).putInt(blocks);
            bytes.putLong(span.from()).putLong(span.to());
            bytes.putLong(span.fromMillis()).putLong(span.toMillis());
            bytes.putLong(seed).putLong(entries).putInt(scopeBytes).putInt(filterWords);
            bytes.putInt(CRC_AT, checksum(bytes.array(), CRC_FROM, HEADER_BYTES - CRC_FROM));
            return bytes.rewind();
        }

        /** Reads a header; empty when it is damaged or of another format. */
        static Optional<Header> from(byte[] bytes) {
            ByteBuffer header = ByteBuffer.wrap(bytes);
            if (header.getInt(0) != MAGIC
                    || header.getInt(8) != VERSION
                    || header.getInt(CRC_AT)
                            != checksum(bytes, CRC_FROM, HEADER_BYTES - CRC_FROM)) {
                return Optional.empty();
            }
            RunSpan span =
                    new RunSpan(
                            header.getLong(16),
                            header.getLong(24),
                            header.getLong(32),
                            header.getLong(40));
            return Optional.of(
                    new Header(
                            span,
                            header.getLong(48),
                            header.getLong(56),
                            header.getInt(12),
                            header.getInt(64),
                            header.getInt(68)));
        }

        long scopesAt() {
            return HEADER_BYTES + (long) blocks * BLOCK_BYTES;
        }

        long tailAt() {
            return scopesAt() + scopeBytes;
        }

        /** The bytes of first hashes and filter, without their checksum. */
        int tailBytes() {
            return Math.multiplyExact(Long.BYTES, Math.addExact(blocks, filterWords));
        }

        long fileBytes() {
            return tailAt() + tailBytes() + Integer.BYTES;
        }
    }

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
