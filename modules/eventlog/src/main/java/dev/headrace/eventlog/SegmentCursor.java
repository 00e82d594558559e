package dev.headrace.eventlog;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Walks over the intact frames of one segment, past damage, which it notes. For one thread. */
final class SegmentCursor implements AutoCloseable {

    private static final int READ_AHEAD = 256 << 10;

    private final Segment segment;
    private final StorageFile file;
    private final FrameScanner scanner;
    private final Damage damage;
    private long offset;
    private long expected;

    /** Opens the segment at the nearest known place before a record. */
    SegmentCursor(Segment segment, StorageFile file, long sequence, Damage damage) {
        Map.Entry<Long, Long> mark = segment.markBefore(sequence);
        this.segment = segment;
        this.file = file;
        this.damage = damage;
        this.expected = mark.getKey();
        this.offset = mark.getValue();
        this.scanner =
                new FrameScanner(
                        new ReadAhead(file, (int) Math.min(READ_AHEAD, segment.size())),
                        segment.base());
    }

    Segment segment() {
        return segment;
    }

    /**
     * The next intact frame before an offset, where the readable part of the segment ends.
     *
     * @param below the base of the next segment: what has this number or a higher one was never
     *     acknowledged here, but left behind the end by a torn write that a recovery could not cut
     */
    Optional<FrameHeader> next(long limit, long below) throws IOException {
        if (offset >= limit) {
            return Optional.empty();
        }
        Optional<FrameHeader> frame = scanner.intactAt(offset, expected, limit);
        if (frame.isEmpty()) {
            frame = scanner.findFrom(offset + 8, expected, limit);
        }
        frame = frame.filter(found -> found.end() <= below);
        frame.ifPresent(this::passTo);
        return frame;
    }

    private void passTo(FrameHeader frame) {
        if (frame.offset() != offset || frame.sequence() != expected) {
            noteUnreadable(frame.sequence(), frame.offset());
        }
        segment.mark(frame.sequence(), frame.offset());
        offset = frame.next();
        expected = frame.end();
    }

    /** Gives up what lies before a place, if any record should be there. */
    void skipTo(long sequence, long limit) {
        if (expected < sequence) {
            noteUnreadable(sequence, limit);
        }
        expected = sequence;
        offset = limit;
    }

    private void noteUnreadable(long until, long end) {
        note(
                offset,
                "cannot be read up to offset "
                        + end
                        + (until > expected
                                ? "; records " + expected + " to " + (until - 1) + " are lost"
                                : ""));
    }

    /** The bytes of a frame that {@link #next} gave. */
    byte[] bytes(FrameHeader frame, long limit) throws IOException {
        return scanner.bytes(frame, limit);
    }

    void note(FrameHeader frame, MalformedException e) {
        note(frame.offset(), "a frame is malformed: " + e.getMessage());
    }

    private void note(long at, String what) {
        if (!segment.isHandedOn()) {
            damage.note(segment.path(), at, what);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
