package dev.headrace.eventlog;

import java.nio.ByteBuffer;
import java.util.Map;

/** What can be seen only in the files: that those bytes are zero which must be. */
final class Zeros {

    private static final String SPARE = Segment.FOLDER + "/spare";

    private Zeros() {}

    /** A spare segment, whenever there is one, is whole and zero behind the place of its header. */
    static void checkSpare(FaultyStorage disk) {
        if (disk.exists(SPARE)) {
            byte[] bytes = disk.content(SPARE);
            InvariantBroken.check(
                    Invariant.SPARE_IS_ZERO,
                    bytes.length == Node.SEGMENT && isZeroFrom(bytes, SegmentHeader.BYTES),
                    () -> "the spare segment has " + bytes.length + " bytes, not all zero");
        }
    }

    /** The newest segment has nothing but zeros behind its last frame. */
    static void checkEnd(Map<String, ByteBuffer> files) {
        files.entrySet().stream()
                .filter(file -> file.getKey().endsWith(".seg"))
                .max(Map.Entry.comparingByKey())
                .ifPresent(newest -> checkEnd(newest.getKey(), newest.getValue()));
    }

    private static void checkEnd(String path, ByteBuffer segment) {
        int at = SegmentHeader.BYTES;
        while (at + FrameHeader.BYTES <= segment.limit()
                && segment.getInt(at) == FrameHeader.MAGIC) {
            at += (int) FrameHeader.aligned(segment.getInt(at + 8));
        }
        int end = at;
        InvariantBroken.check(
                Invariant.ZEROS_BEHIND_THE_END,
                segment.limit() == Node.SEGMENT && isZeroFrom(segment.array(), end),
                () -> path + " is not zero behind offset " + end);
    }

    private static boolean isZeroFrom(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
