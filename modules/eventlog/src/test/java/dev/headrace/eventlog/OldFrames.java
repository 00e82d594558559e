package dev.headrace.eventlog;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import java.util.zip.CRC32C;

/** Frames that lie anywhere in a file, whatever their numbers are. */
final class OldFrames {

    private static final int SEQUENCE_AT = 16;
    private static final int GROUP_AT = 24;

    private OldFrames() {}

    /** The highest group of all frames with the right checksum; -1 when there is none. */
    static long highestGroup(byte[] file) {
        long[] highest = {-1};
        ByteBuffer bytes = ByteBuffer.wrap(file);
        forEach(bytes, at -> highest[0] = Math.max(highest[0], bytes.getLong(at + GROUP_AT)));
        return highest[0];
    }

    /** Gives each frame of a group below a base a number and a group, and the right checksum. */
    static void renumber(byte[] file, long base, long number) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        forEach(
                bytes,
                at -> {
                    if (bytes.getLong(at + GROUP_AT) < base) {
                        bytes.putLong(at + SEQUENCE_AT, number).putLong(at + GROUP_AT, number);
                        bytes.putInt(at + FrameHeader.CRC_AT, checksum(bytes, at));
                    }
                });
    }

    private static void forEach(ByteBuffer bytes, IntConsumer frame) {
        for (int at = SegmentHeader.BYTES; at + FrameHeader.BYTES <= bytes.limit(); at += 8) {
            int length = bytes.getInt(at + 8);
            if (bytes.getInt(at) == FrameHeader.MAGIC
                    && length >= FrameHeader.BYTES
                    && length <= bytes.limit() - at
                    && bytes.getInt(at + FrameHeader.CRC_AT) == checksum(bytes, at)) {
                frame.accept(at);
            }
        }
    }

    private static int checksum(ByteBuffer bytes, int at) {
        CRC32C crc = new CRC32C();
        crc.update(
                bytes.array(),
                at + FrameHeader.CRC_FROM,
                bytes.getInt(at + 8) - FrameHeader.CRC_FROM);
        return (int) crc.getValue();
    }
}
