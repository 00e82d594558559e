package dev.headrace.eventlog;

import java.nio.ByteBuffer;
import java.util.Map;

/** What can be seen only in the files: bytes that must be zero, or old. */
final class Zeros {

    private static final String SPARE = Segment.FOLDER + "/spare";

    private Zeros() {}

    /**
     * A spare segment, whenever there is one, is whole: full of zeros while it has no header, and
     * else without a group that a segment to come could take for its own.
     */
    static void checkSpare(FaultyStorage disk) {
        if (disk.exists(SPARE)) {
            byte[] bytes = disk.content(SPARE);
            boolean used = !isZero(bytes, 0, SegmentHeader.BYTES);
            InvariantBroken.check(
                    Invariant.SPARE_HOLDS_NOTHING_NEW,
                    bytes.length == Node.SEGMENT
                            && (used
                                    ? OldFrames.highestGroup(bytes) < newestBase(disk)
                                    : isZero(bytes, 0, bytes.length)),
                    () ->
                            "the spare segment has "
                                    + bytes.length
                                    + " bytes, "
                                    + (used
                                            ? "and group " + OldFrames.highestGroup(bytes)
                                            : "not all zero"));
        }
    }

    private static long newestBase(FaultyStorage disk) {
        return disk.names().stream()
                .filter(path -> path.endsWith(".seg"))
                .mapToLong(path -> Segment.baseOf(path.substring(path.lastIndexOf('/') + 1)))
                .max()
                .orElse(0);
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
                segment.limit() == Node.SEGMENT && isZero(segment.array(), end, Node.SEGMENT),
                () -> path + " is not zero behind offset " + end);
    }

    private static boolean isZero(byte[] bytes, int from, int to) {
        for (int i = from; i < Math.min(to, bytes.length); i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}
