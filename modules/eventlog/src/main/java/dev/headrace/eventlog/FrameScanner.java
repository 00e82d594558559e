package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Finds intact frames in a segment file. A frame is intact when its checksum is right and its
 * sequence is not below what the place can hold: a frame that an earlier use of the bytes left
 * behind is not. For one thread.
 */
final class FrameScanner {

    /** How many bytes are searched at once; a multiple of 8. */
    private static final int SEARCH = 64 << 10;

    private final ReadAhead file;

    FrameScanner(ReadAhead file) {
        this.file = file;
    }

    /**
     * The frame that starts at an offset, if there is one and it is intact.
     *
     * @param least the lowest sequence that it may have
     * @param limit where the frame has to end at the latest
     */
    Optional<FrameHeader> intactAt(long offset, long least, long limit) throws IOException {
        if (offset + FrameHeader.BYTES > limit) {
            return Optional.empty();
        }
        ByteBuffer bytes = file.at(offset, FrameHeader.BYTES, limit);
        if (bytes.remaining() < FrameHeader.BYTES
                || bytes.getInt(bytes.position()) != FrameHeader.MAGIC) {
            return Optional.empty();
        }
        FrameHeader header = FrameHeader.read(bytes, offset);
        boolean possible =
                header.length() >= FrameHeader.BYTES
                        && header.length() <= limit - offset
                        && header.sequence() >= least
                        && header.group() >= 0
                        && header.group() <= header.sequence()
                        && header.records() > 0
                        && header.end() > header.sequence();
        return possible && isIntact(header, limit) ? Optional.of(header) : Optional.empty();
    }

    /** The first intact frame that starts at an offset, a multiple of 8, or behind it. */
    Optional<FrameHeader> findFrom(long offset, long least, long limit) throws IOException {
        long at = offset;
        while (at + FrameHeader.BYTES <= limit) {
            long candidate = magicFrom(at, limit);
            Optional<FrameHeader> frame = intactAt(candidate, least, limit);
            if (frame.isPresent()) {
                return frame;
            }
            at = candidate + 8;
        }
        return Optional.empty();
    }

    /** Where a frame may start: from an offset on, or the limit. */
    private long magicFrom(long offset, long limit) throws IOException {
        for (long at = offset; at < limit; at += SEARCH) {
            ByteBuffer bytes = file.at(at, (int) Math.min(SEARCH, limit - at), limit);
            int start = bytes.position();
            for (int i = start; i + Integer.BYTES <= bytes.limit(); i += 8) {
                if (bytes.getInt(i) == FrameHeader.MAGIC) {
                    return at + i - start;
                }
            }
        }
        return limit;
    }

    /** The bytes of a frame, copied. */
    byte[] bytes(FrameHeader frame, long limit) throws IOException {
        byte[] copy = new byte[frame.length()];
        file.at(frame.offset(), frame.length(), limit).get(copy);
        return copy;
    }

    private boolean isIntact(FrameHeader header, long limit) throws IOException {
        ByteBuffer bytes = file.at(header.offset(), header.length(), limit);
        if (bytes.remaining() < header.length()) {
            return false;
        }
        int stored = bytes.getInt(bytes.position() + FrameHeader.CRC_AT);
        bytes.position(bytes.position() + FrameHeader.CRC_FROM);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue() == stored;
    }
}
