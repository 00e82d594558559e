package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Appends that one write and one force make durable, encoded one behind the other. It is used again
 * and again. For one thread at a time.
 */
final class AppendGroup {

    /** A group has no more bytes, unless it is a single append. */
    static final int MOST_BYTES = 8 << 20;

    private static final int SMALLEST_BUFFER = 64 << 10;

    private ByteBuffer buffer = ByteBuffer.allocateDirect(SMALLEST_BUFFER);
    private List<PendingAppend> appends = new ArrayList<>();
    private ActiveSegment start;
    private long sequence;
    private int routeEpoch;

    AppendGroup(ActiveSegment start) {
        this.start = start;
    }

    /**
     * Makes ready for appends that go to a place.
     *
     * @param epoch the routing that the frames are stamped with
     */
    void begin(ActiveSegment place, int epoch) {
        start = place;
        sequence = place.sequence();
        routeEpoch = epoch;
        if (buffer.capacity() > MOST_BYTES) {
            buffer = ByteBuffer.allocateDirect(SMALLEST_BUFFER);
        }
        buffer.clear();
    }

    boolean isEmpty() {
        return appends.isEmpty();
    }

    boolean hasRoomFor(PendingAppend append) {
        return appends.isEmpty() || buffer.position() + append.size() <= MOST_BYTES;
    }

    void add(PendingAppend append) {
        appends.add(append); // first, so that it gets its answer if the rest fails
        makeRoom((int) append.size());
        List<EncodedDraft> frames = append.frames();
        for (int i = 0; i < frames.size(); i++) {
            int flags = i == frames.size() - 1 ? FrameHeader.LAST : 0;
            frames.get(i).writeTo(buffer, sequence, start.sequence(), routeEpoch, flags);
            sequence += frames.get(i).records();
        }
    }

    private void makeRoom(int bytes) {
        int needed = buffer.position() + bytes;
        if (needed > buffer.capacity()) {
            int doubled = Math.min(Integer.highestOneBit(needed - 1) * 2, MOST_BYTES);
            buffer = ByteBuffer.allocateDirect(Math.max(needed, doubled)).put(buffer.flip());
        }
    }

    /** Where the next append goes. */
    ActiveSegment next() {
        return start.advancedTo(start.offset() + buffer.position(), sequence);
    }

    /** Writes all of it; {@link #force} makes it durable. */
    void write() throws IOException {
        start.file().write(buffer.duplicate().flip(), start.offset());
    }

    void force() throws IOException {
        start.file().force();
    }

    /** Lets readers of the segment begin here. */
    void mark() {
        start.segment().mark(start.sequence(), start.offset());
    }

    /**
     * Lets go of the appends, which are durable.
     *
     * @return what tells each of its callers so, in the thread that runs it
     */
    Answers stored(String node) {
        List<PendingAppend> all = appends;
        appends = new ArrayList<>(all.size());
        return new Answers(node, start.sequence(), all);
    }

    /** Lets go of the appends without an answer; each gets what is given. */
    void abandon(Consumer<PendingAppend> each) {
        appends.forEach(each);
        appends.clear();
    }

    /**
     * Callers who wait for what is durable.
     *
     * @param first the number of the first record
     */
    record Answers(String node, long first, List<PendingAppend> appends) implements Runnable {

        @Override
        public void run() {
            long sequence = first;
            for (PendingAppend append : appends) {
                append.store(new Appended(new Position(node, sequence), append.records()));
                sequence += append.records();
            }
        }
    }
}
