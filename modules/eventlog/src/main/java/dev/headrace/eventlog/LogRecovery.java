package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Finds the segments when the log opens, and makes the newest one ready to go on with. */
final class LogRecovery {

    private final LogFiles log;

    LogRecovery(LogFiles log) {
        this.log = log;
    }

    /**
     * Recovers the log.
     *
     * @return the segment to go on with; empty when there is none yet
     */
    Optional<ActiveSegment> recover() throws IOException {
        log.storage().forceFolder(Segment.FOLDER);
        List<Long> bases =
                log.storage().list(Segment.FOLDER).stream()
                        .filter(Segment::isName)
                        .map(Segment::baseOf)
                        .sorted()
                        .toList();
        for (int i = 0; i < bases.size(); i++) {
            checkHeader(bases.get(i), i == 0 ? SegmentHeader.NONE : bases.get(i - 1));
        }
        Optional<Segment> last = log.segments().last();
        return last.isEmpty() ? Optional.empty() : Optional.of(openLast(last.get()));
    }

    private void checkHeader(long base, long previous) throws IOException {
        try (StorageFile file = log.storage().open(Segment.path(base))) {
            Optional<SegmentHeader> header = header(file);
            long created = header.map(SegmentHeader::createdMillis).orElse(0L);
            Segment segment = new Segment(base, file.size(), created);
            log.segments().add(segment);
            if (header.isEmpty()) {
                log.damage().note(segment.path(), 0, "the header is damaged");
            } else {
                check(segment, header.get(), previous);
            }
        }
    }

    private static Optional<SegmentHeader> header(StorageFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
        file.read(bytes, 0);
        return SegmentHeader.from(bytes.flip());
    }

    private void check(Segment segment, SegmentHeader header, long previous) {
        if (header.version() != SegmentHeader.VERSION) {
            throw new EventLogFailedException(
                    segment.path()
                            + " has format "
                            + header.version()
                            + ", this version of Headrace knows "
                            + SegmentHeader.VERSION);
        }
        if (!header.node().equals(log.node())) {
            throw new EventLogFailedException(
                    segment.path()
                            + " belongs to node "
                            + header.node()
                            + ", the data folder to node "
                            + log.node());
        }
        if (header.base() != segment.base()) {
            log.damage().note(segment.path(), 0, "the header names base " + header.base());
        }
        if (previous != SegmentHeader.NONE && header.previous() != previous) {
            log.damage().note(segment.path(), 0, "the segment before it is missing");
        }
    }

    private ActiveSegment openLast(Segment segment) throws IOException {
        StorageFile file = log.storage().open(segment.path());
        boolean opened = false;
        try {
            TailRecovery tail = new TailRecovery(segment, file, log.damage());
            LogEnd.Place end = tail.recover();
            opened = true;
            return new ActiveSegment(segment, file, end.offset(), end.sequence());
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }
}
