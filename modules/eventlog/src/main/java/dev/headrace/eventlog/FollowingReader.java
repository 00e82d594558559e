package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads forced frames segment by segment, with its own file handle, and waits at the end. */
final class FollowingReader implements LogReader {

    private final LogFiles log;
    private final LogEnd end;
    private final FrameDecoder decoder;
    private @Nullable SegmentCursor cursor;
    private long sequence;

    FollowingReader(LogFiles log, LogEnd end, long from) {
        this.log = log;
        this.end = end;
        this.decoder = new FrameDecoder(log.node());
        this.sequence = from;
    }

    @Override
    public Optional<LogFrame> next(Duration atMost) throws InterruptedException {
        try {
            Optional<LogFrame> frame = nextForced();
            if (frame.isPresent() || !end.awaitRecord(sequence, atMost)) {
                return frame;
            }
            return nextForced();
        } catch (IOException e) {
            throw new EventLogFailedException("the event log cannot be read", e);
        }
    }

    private Optional<LogFrame> nextForced() throws IOException {
        while (true) {
            LogEnd.Place place = end.place();
            if (sequence >= place.sequence()) {
                return Optional.empty();
            }
            SegmentCursor current = cursor == null ? open() : cursor;
            cursor = current;
            long limit =
                    current.segment() == place.segment()
                            ? place.offset()
                            : current.segment().size();
            Optional<LogFrame> frame = nextWanted(current, limit);
            if (frame.isPresent()) {
                sequence = frame.get().end().sequence();
                return frame;
            }
            leave(current, place, limit);
        }
    }

    /** The next frame of a segment that holds a record which is still wanted. */
    private Optional<LogFrame> nextWanted(SegmentCursor current, long limit) throws IOException {
        Optional<Segment> next = log.segments().after(current.segment());
        long below = next.map(Segment::base).orElse(Long.MAX_VALUE);
        while (true) {
            Optional<FrameHeader> found = current.next(limit, below);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            FrameHeader header = found.get();
            if (header.end() <= sequence) {
                continue;
            }
            byte[] bytes = current.bytes(header, limit);
            if (current.segment().isHandedOn()) {
                return Optional.empty(); // these bytes may be another segment's
            }
            try {
                return Optional.of(decoder.decode(bytes));
            } catch (MalformedException e) {
                current.note(header, e);
            }
        }
    }

    /** Goes on behind what a segment has left to read: to the next one, or to the log's end. */
    private void leave(SegmentCursor current, LogEnd.Place place, long limit) throws IOException {
        Segment segment = current.segment();
        if (segment == place.segment()) {
            current.skipTo(place.sequence(), limit);
            sequence = place.sequence();
            return;
        }
        Optional<Segment> next = log.segments().after(segment);
        long base = next.map(Segment::base).orElse(place.sequence());
        if (log.segments().contains(segment)) {
            current.skipTo(base, limit);
        }
        sequence = Math.max(sequence, base);
        current.close();
        cursor = null;
    }

    private SegmentCursor open() throws IOException {
        while (true) {
            Segment segment =
                    log.segments()
                            .holding(sequence)
                            .orElseThrow(() -> new IOException("the log has no segment"));
            try {
                StorageFile file = log.storage().open(segment.path());
                sequence = Math.max(sequence, segment.base());
                return new SegmentCursor(segment, file, sequence, log.damage());
            } catch (NoSuchFileException e) {
                passMissing(segment, e);
            }
        }
    }

    /** A file is gone: deleted by the log in this moment, or by somebody else. */
    private void passMissing(Segment segment, NoSuchFileException e) throws IOException {
        if (log.segments().contains(segment)) {
            log.damage().note(segment.path(), 0, "the file is missing");
            sequence = log.segments().after(segment).orElseThrow(() -> e).base();
        }
    }

    @Override
    public Position position() {
        return new Position(log.node(), sequence);
    }

    @Override
    public void close() {
        SegmentCursor current = cursor;
        cursor = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException e) {
                throw new EventLogFailedException("a reader did not close", e);
            }
        }
    }
}
