package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Finds the end of the segment that was written to last, cuts the torn tail, and makes sure that
 * what is left is on disk. The rules are in the package's documentation.
 */
final class TailRecovery {

    private static final System.Logger LOG = System.getLogger(TailRecovery.class.getName());
    private static final int READ_AHEAD = 1 << 20;
    private static final int CHUNK = 256 << 10;

    private final Segment segment;
    private final StorageFile file;
    private final Damage damage;
    private final FrameScanner scanner;

    /** Behind the last append that is whole, or whatever a later group proves. */
    private long end = SegmentHeader.BYTES;

    private long endSequence;

    /** Where the last group starts that has a whole append. */
    private long lastGroup = 0;

    /** The group that is being read, or the one that should follow: no later one is behind it. */
    private long group;

    /** The last group whose beginning is there: its number, and where it starts. */
    private long begunGroup = -1;

    private long begunAt = SegmentHeader.BYTES;

    TailRecovery(Segment segment, StorageFile file, Damage damage) {
        this.segment = segment;
        this.file = file;
        this.damage = damage;
        this.scanner =
                new FrameScanner(
                        new ReadAhead(file, (int) Math.min(READ_AHEAD, segment.size())),
                        segment.base());
        this.endSequence = segment.base();
        this.group = segment.base();
    }

    /** Finds the end and changes nothing. */
    LogEnd.Place find() throws IOException {
        scan();
        return new LogEnd.Place(segment, end, endSequence);
    }

    LogEnd.Place recover() throws IOException {
        scan();
        cutTail();
        writeLastGroupAgain();
        file.force();
        if (segment.size() < SegmentHeader.BYTES) {
            endSequence++; // so that the next segment does not take the name of a truncated one
        }
        return new LogEnd.Place(segment, end, endSequence);
    }

    private void scan() throws IOException {
        long limit = segment.size();
        long offset = SegmentHeader.BYTES;
        long expected = segment.base();
        while (true) {
            Optional<FrameHeader> next = scanner.intactAt(offset, expected, limit);
            if (next.isEmpty()) {
                next = laterGroup(offset, expected);
                if (next.isEmpty()) {
                    return;
                }
                passDamage(offset, next.get());
            }
            FrameHeader frame = next.get();
            take(frame);
            offset = frame.next();
            expected = frame.end();
        }
    }

    /** A frame that proves that all groups before its own were forced, behind a bad place. */
    private Optional<FrameHeader> laterGroup(long offset, long expected) throws IOException {
        long limit = segment.size();
        Optional<FrameHeader> frame = scanner.findFrom(offset + 8, expected, limit);
        while (frame.isPresent() && frame.get().group() <= group) {
            frame = scanner.findFrom(frame.get().next(), expected, limit);
        }
        return frame;
    }

    private void passDamage(long offset, FrameHeader next) {
        damage.note(
                segment.path(),
                offset,
                "cannot be read up to offset "
                        + next.offset()
                        + ", although it was forced; records before "
                        + next.sequence()
                        + " are lost");
        end = next.offset();
        endSequence = next.sequence();
        group = next.group();
    }

    private void take(FrameHeader frame) {
        segment.mark(frame.sequence(), frame.offset());
        if (frame.sequence() == frame.group()) {
            group = frame.group();
            begunGroup = frame.group();
            begunAt = frame.offset();
        }
        if (frame.last() && frame.group() == begunGroup) {
            end = frame.next();
            endSequence = frame.end();
            lastGroup = begunAt;
            group = frame.end();
        }
    }

    /** How many bytes behind the end belong to frames that were begun there. */
    long torn() throws IOException {
        return scanner.begunUpTo(end, endSequence, segment.size()) - end;
    }

    /** Zeros whatever is behind the end, so that nothing old is ever taken for new. */
    private void cutTail() throws IOException {
        long torn = torn();
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, segment.size()));
        for (long at = end; at < segment.size(); at += CHUNK) {
            chunk.clear().limit((int) Math.min(CHUNK, segment.size() - at));
            file.read(chunk, at);
            if (!isZero(chunk.flip())) {
                file.write(ByteBuffer.allocate(chunk.limit()), at);
            }
        }
        if (torn > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Cut the torn tail of {0} at offset {1}: {2} bytes of appends that were not"
                            + " acknowledged",
                    segment.path(),
                    end,
                    torn);
        }
    }

    private static boolean isZero(ByteBuffer bytes) {
        while (bytes.remaining() >= Long.BYTES) {
            if (bytes.getLong() != 0) {
                return false;
            }
        }
        while (bytes.hasRemaining()) {
            if (bytes.get() != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * After a failed force the bytes may be in memory alone, and marked as if they were on disk;
     * only the last group can be such. So it is made dirty once more before it counts as forced.
     */
    private void writeLastGroupAgain() throws IOException {
        long start = lastGroup;
        for (long at = start; at < end; at += CHUNK) {
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, end - at));
            file.read(chunk, at);
            file.write(chunk.flip(), at);
        }
    }
}
