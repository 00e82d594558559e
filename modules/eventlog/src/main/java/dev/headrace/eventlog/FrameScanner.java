package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Finds intact frames in a segment file. A frame is intact when its checksum is right, its group
 * began in this segment, and its sequence is not below what the place can hold: a frame that an
 * earlier use of the file left behind is not. For one thread.
 */
final class FrameScanner {

    /** How many bytes are searched at once; a multiple of 8. */
    private static final int SEARCH = 64 << 10;

    private final ReadAhead file;
    private final long base;

    /**
     * Reads a segment.
     *
     * @param base the segment's: every group that an earlier use of the file left behind is below
     */
    FrameScanner(ReadAhead file, long base) {
        this.file = file;
        this.base = base;
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
        return isPossible(header, least, limit) && isIntact(header, limit)
                ? Optional.of(header)
                : Optional.empty();
    }

    private boolean isPossible(FrameHeader header, long least, long limit) {
        return header.length() >= FrameHeader.BYTES
                && header.length() <= limit - header.offset()
                && header.sequence() >= least
                && header.group() >= base
                && header.group() <= header.sequence()
                && header.records() > 0
                && header.end() > header.sequence();
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

    /**
     * Where the last frame ends that was begun at an offset or behind it, whole or not.
     *
     * @return the offset itself when none was
     */
    long begunUpTo(long offset, long least, long limit) throws IOException {
        long end = offset;
        long at = magicFrom(offset, limit);
        while (at + FrameHeader.BYTES <= limit) {
            FrameHeader header = FrameHeader.read(file.at(at, FrameHeader.BYTES, limit), at);
            if (isPossible(header, least, limit)) {
                end = Math.max(end, at + header.length());
            }
            at = magicFrom(at + 8, limit);
        }
        return end;
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
