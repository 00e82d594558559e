package dev.headrace.eventlog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks over every frame of one segment file, checks it, and says what is missing between. */
final class SegmentWalk {

    private static final int READ_AHEAD = 1 << 20;

    private final String path;
    private final FrameScanner scanner;
    private final FrameDecoder decoder;
    private final List<LogProblem> problems = new ArrayList<>();
    private long offset = SegmentHeader.BYTES;
    private long expected;

    SegmentWalk(Segment segment, StorageFile file, String node) {
        this.path = segment.path();
        this.scanner =
                new FrameScanner(
                        new ReadAhead(file, (int) Math.min(READ_AHEAD, segment.size())),
                        segment.base());
        this.decoder = new FrameDecoder(node);
        this.expected = segment.base();
    }

    /** Takes a frame that is intact. */
    interface Visitor {

        /**
         * Takes one frame.
         *
         * @param bytes its bytes as they stand in the file
         * @return whether to go on
         */
        boolean visit(FrameHeader header, byte[] bytes, LogFrame frame) throws IOException;
    }

    /**
     * Walks to the end.
     *
     * @param limit where the frames end at the latest
     * @param until the number after the last record that must be there
     * @return false when the visitor has had enough
     */
    boolean walk(long limit, long until, Visitor visitor) throws IOException {
        while (offset < limit) {
            Optional<FrameHeader> next = next(limit, until);
            if (next.isEmpty()) {
                break;
            }
            if (!take(next.get(), limit, visitor)) {
                return false;
            }
        }
        if (expected < until) {
            problems.add(
                    new LogProblem(
                            path,
                            offset,
                            "nothing can be read from here on",
                            expected,
                            until - expected));
        }
        return true;
    }

    private Optional<FrameHeader> next(long limit, long until) throws IOException {
        Optional<FrameHeader> frame = scanner.intactAt(offset, expected, limit);
        if (frame.isEmpty()) {
            frame = scanner.findFrom(offset + 8, expected, limit);
        }
        return frame.filter(found -> found.end() <= until);
    }

    private boolean take(FrameHeader frame, long limit, Visitor visitor) throws IOException {
        if (frame.offset() != offset || frame.sequence() != expected) {
            problems.add(
                    new LogProblem(
                            path,
                            offset,
                            frame.offset() == offset
                                    ? "records are missing in front of this frame"
                                    : "cannot be read up to offset " + frame.offset(),
                            expected,
                            frame.sequence() - expected));
        }
        offset = frame.next();
        expected = frame.end();
        byte[] bytes = scanner.bytes(frame, limit);
        try {
            return visitor.visit(frame, bytes, decoder.decode(bytes));
        } catch (MalformedException e) {
            problems.add(
                    new LogProblem(
                            path,
                            frame.offset(),
                            "a frame is malformed: " + e.getMessage(),
                            frame.sequence(),
                            frame.records()));
            return true;
        }
    }

    List<LogProblem> problems() {
        return problems;
    }

    /** Behind the last frame that was read. */
    long offset() {
        return offset;
    }

    /** The number after the last record that was read. */
    long expected() {
        return expected;
    }
}
