package dev.headrace.eventlog;

import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * One segment file. Its name is the number of its first record. Safe for use by several threads.
 */
final class Segment {

    static final String FOLDER = "log";

    private static final String SUFFIX = ".seg";

    /** How far apart the places are that a reader can start from. */
    private static final long MARK_EVERY = 256 << 10;

    private final long base;
    private final long size;
    private final long createdMillis;
    private final NavigableMap<Long, Long> marks = new ConcurrentSkipListMap<>();
    private volatile boolean handedOn;

    Segment(long base, long size, long createdMillis) {
        this.base = base;
        this.size = size;
        this.createdMillis = createdMillis;
    }

    static String path(long base) {
        return FOLDER + "/" + HexFormat.of().toHexDigits(base) + SUFFIX;
    }

    /** Whether a file name is that of a segment. */
    static boolean isName(String file) {
        return file.length() == 16 + SUFFIX.length()
                && file.endsWith(SUFFIX)
                && file.chars().limit(16).allMatch(HexFormat::isHexDigit)
                && file.charAt(0) < '8';
    }

    /** The base that a segment's file name says. */
    static long baseOf(String file) {
        return HexFormat.fromHexDigitsToLong(file, 0, 16);
    }

    long base() {
        return base;
    }

    long size() {
        return size;
    }

    long createdMillis() {
        return createdMillis;
    }

    String path() {
        return path(base);
    }

    /** From now on its file may change: it becomes another segment. */
    void handOn() {
        handedOn = true;
    }

    /** The file stays its own after all. */
    void takeBack() {
        handedOn = false;
    }

    /** Whether what is read of its file need not be its own any more. */
    boolean isHandedOn() {
        return handedOn;
    }

    /** Remembers where a frame starts, if no place near it is known. */
    void mark(long sequence, long offset) {
        Map.Entry<Long, Long> before = marks.floorEntry(sequence);
        if (offset - (before == null ? SegmentHeader.BYTES : before.getValue()) >= MARK_EVERY) {
            marks.put(sequence, offset);
        }
    }

    /** The last known frame that does not start behind a record: its sequence and offset. */
    Map.Entry<Long, Long> markBefore(long sequence) {
        Map.Entry<Long, Long> mark = marks.floorEntry(sequence);
        return mark == null ? Map.entry(base, (long) SegmentHeader.BYTES) : mark;
    }

    @Override
    public String toString() {
        return "segment " + HexFormat.of().toHexDigits(base);
    }
}
