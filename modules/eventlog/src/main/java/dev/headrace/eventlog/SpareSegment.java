package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;

/**
 * The file that becomes the next segment. It has the name {@link #PATH} only when it is full of
 * zeros and forced.
 */
final class SpareSegment {

    private static final String PATH = Segment.FOLDER + "/spare";
    private static final String UNFINISHED = PATH + ".tmp";
    private static final int CHUNK = 1 << 20;

    private final LogFiles log;
    private final long size;

    SpareSegment(LogFiles log, long size) {
        this.log = log;
        this.size = size;
    }

    /** Whether an earlier run has left a spare segment; removes what is none. */
    boolean recover() throws IOException {
        Storage storage = log.storage();
        storage.delete(UNFINISHED);
        boolean usable = false;
        if (storage.exists(PATH)) {
            try (StorageFile file = storage.open(PATH)) {
                usable = file.size() == size;
            }
            if (!usable) {
                storage.delete(PATH);
            }
        }
        storage.forceFolder(Segment.FOLDER);
        return usable;
    }

    /** Writes it full of zeros and forces it; fails when told to stop. */
    void write(BooleanSupplier stop) throws IOException {
        boolean done = false;
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
            done = true;
        } finally {
            if (!done) {
                log.storage().delete(UNFINISHED);
            }
        }
        log.storage().rename(UNFINISHED, PATH);
        log.storage().forceFolder(Segment.FOLDER);
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
