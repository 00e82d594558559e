package dev.headrace.eventlog;

/**
 * The segment to write to, and from where on.
 *
 * @param segment the segment
 * @param file its file, open; who has this record closes it
 * @param offset where the next frame goes
 * @param sequence the number of the next record
 */
record ActiveSegment(Segment segment, StorageFile file, long offset, long sequence) {

    ActiveSegment advancedTo(long nextOffset, long nextSequence) {
        return new ActiveSegment(segment, file, nextOffset, nextSequence);
    }

    /** The bytes that are left for frames. */
    long remaining() {
        return segment.size() - offset;
    }

    /** The end of the log, once everything so far is forced. */
    LogEnd.Place place() {
        return new LogEnd.Place(segment, offset, sequence);
    }
}
