package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * The file that becomes the next segment. It has the name {@link #PATH} only when all its bytes are
 * on disk: zeros, or what an earlier use of the file has left. The header of a file that was used
 * before names a number that is above every group in it. For one thread at a time.
 */
final class SpareSegment implements Retention.Heir {

    private static final String PATH = Segment.FOLDER + "/spare";
    private static final String UNFINISHED = PATH + ".tmp";
    private static final int CHUNK = 1 << 20;

    private final LogFiles log;
    private final long size;

    /** Whether what has the unfinished name was a segment, and is none any more for good. */
    private boolean inherited;

    SpareSegment(LogFiles log, long size) {
        this.log = log;
        this.size = size;
    }

    /**
     * Whether an earlier run has left a spare segment; removes what is none.
     *
     * @param next the number of the next record: no segment will have a lower base
     */
    boolean recover(long next) throws IOException {
        Storage storage = log.storage();
        storage.delete(UNFINISHED);
        boolean usable = false;
        if (storage.exists(PATH)) {
            try (StorageFile file = storage.open(PATH)) {
                usable = file.size() == size && isBelow(file, next);
            }
            if (!usable) {
                storage.delete(PATH);
            }
        }
        storage.forceFolder(Segment.FOLDER);
        return usable;
    }

    /** Whether the file was never used, or only for groups below a number. */
    private boolean isBelow(StorageFile file, long next) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES);
        file.read(bytes, 0);
        if (bytes.flip().equals(ByteBuffer.allocate(SegmentHeader.BYTES))) {
            return true;
        }
        return SegmentHeader.from(bytes)
                .filter(header -> header.version() == SegmentHeader.VERSION)
                .filter(header -> header.node().equals(log.node()) && header.base() <= next)
                .isPresent();
    }

    /**
     * Keeps the file of a segment for the next {@link #write}. Only with two younger segments: the
     * newest one's base is then above every group in the file, also above what a torn write that
     * could not be cut has left behind the segment's end.
     */
    @Override
    public boolean takes(Segment segment) throws IOException {
        if (inherited || segment.size() != size || log.segments().all().size() < 2) {
            return false;
        }
        segment.handOn();
        try {
            log.storage().rename(segment.path(), UNFINISHED);
        } finally {
            if (log.storage().exists(segment.path())) {
                segment.takeBack();
            }
        }
        log.storage().forceFolder(Segment.FOLDER);
        inherited = true;
        return true;
    }

    boolean isInherited() {
        return inherited;
    }

    /** Gives back what it has kept. */
    void discard() throws IOException {
        inherited = false;
        log.storage().delete(UNFINISHED);
    }

    /**
     * Makes it: from a file that was kept, or else full of zeros, and forced; fails when told to
     * stop.
     */
    void write(BooleanSupplier stop) throws IOException {
        boolean done = false;
        try {
            if (inherited) {
                markUsed();
            } else {
                fill(stop);
            }
            done = true;
        } finally {
            inherited = false;
            if (!done) {
                log.storage().delete(UNFINISHED);
            }
        }
        log.storage().rename(UNFINISHED, PATH);
        log.storage().forceFolder(Segment.FOLDER);
    }

    private void markUsed() throws IOException {
        long above = log.segments().last().map(Segment::base).orElseThrow();
        SegmentHeader header =
                new SegmentHeader(SegmentHeader.VERSION, above, SegmentHeader.NONE, 0, log.node());
        try (StorageFile file = log.storage().open(UNFINISHED)) {
            file.write(header.toBytes(), 0);
            file.force();
        }
    }

    /** In a new file: a crash may give an unfinished one back the name of a segment. */
    private void fill(BooleanSupplier stop) throws IOException {
        log.storage().delete(UNFINISHED);
        try (StorageFile file = log.storage().create(UNFINISHED)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(CHUNK, size));
            for (long at = 0; at < size; at += zeros.capacity()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), size - at));
                file.write(zeros, at);
                if (stop.getAsBoolean()) {
                    throw new IOException("the log closes");
                }
            }
            file.force();
        }
    }

    /** Gives it a header and its name: the log's newest segment. */
    ActiveSegment becomeSegment(long base, long nowMillis) throws IOException {
        long previous = log.segments().last().map(Segment::base).orElse(SegmentHeader.NONE);
        SegmentHeader header =
                new SegmentHeader(SegmentHeader.VERSION, base, previous, nowMillis, log.node());
        Segment segment = new Segment(base, size, nowMillis);
        StorageFile file = log.storage().open(PATH);
        boolean done = false;
        try {
            file.write(header.toBytes(), 0);
            file.force();
            log.storage().rename(PATH, segment.path());
            log.storage().forceFolder(Segment.FOLDER);
            done = true;
        } finally {
            if (!done) {
                file.close();
            }
        }
        log.segments().add(segment);
        return new ActiveSegment(segment, file, SegmentHeader.BYTES, base);
    }
}
