package dev.headrace.publishing;

import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.RecordGroup;
import dev.headrace.sink.SinkRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One write of a batch that is too large to be held: its records are read from the event log while
 * the sink asks for them, one frame in memory at a time. In order is fast, back and forth is not.
 * For the one thread of the write; {@link #close} ends it.
 */
final class LargeBatchView implements RecordBatch, AutoCloseable {

    private final String id;
    private final RecordGroup group;
    private final int attempt;
    private final Instant deadline;
    private final int size;
    private final long bytes;
    private final List<Range> ranges;
    private final LogAgain source;
    private final List<Cursor> cursors = new ArrayList<>();
    private @Nullable Cursor current;
    private @Nullable SinkRecord last;
    private Optional<Missing> missing = Optional.empty();

    /** Why the sink could not be given every record, which is not the sink's fault. */
    sealed interface Missing {

        /** The log does not have a record any more. */
        record Lost(Range records) implements Missing {}

        /** The log could not be read just now. */
        record Unread(RuntimeException cause) implements Missing {}
    }

    LargeBatchView(Batch batch, Instant deadline, LogAgain source) {
        this.id = batch.id();
        this.group = batch.group();
        this.attempt = batch.attempt();
        this.deadline = deadline;
        this.size = batch.size();
        this.bytes = batch.bytes();
        this.ranges = batch.plan().records();
        this.source = source;
    }

    /** What went wrong, if the records could not all be given. */
    Optional<Missing> missing() {
        return missing;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public RecordGroup group() {
        return group;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public Instant deadline() {
        return deadline;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public SinkRecord get(int index) {
        Cursor cursor = current;
        SinkRecord given = last;
        if (cursor != null && given != null && index == cursor.next - 1) {
            return given;
        }
        if (cursor == null || index != cursor.next) {
            if (cursor != null) {
                cursor.close();
                cursors.remove(cursor);
            }
            cursor = new Cursor(index);
        }
        current = cursor;
        SinkRecord record = cursor.next();
        last = record;
        return record;
    }

    @Override
    public Iterator<SinkRecord> iterator() {
        return new Cursor(0);
    }

    /** Lets go of what is being read. */
    @Override
    public void close() {
        cursors.forEach(Cursor::close);
        cursors.clear();
    }

    /** Walks over the batch's ranges and the log side by side. */
    private final class Cursor implements Iterator<SinkRecord>, AutoCloseable {

        private final LogReader reader;
        private int next;
        private int range;
        private long sequence;
        private @Nullable HeldFrame frame;

        private Cursor(int index) {
            if (index < 0 || index >= size) {
                throw new IndexOutOfBoundsException(index);
            }
            long before = index;
            while (before >= ranges.get(range).size()) {
                before -= ranges.get(range).size();
                range++;
            }
            this.next = index;
            this.sequence = ranges.get(range).from() + before;
            this.reader = source.from(sequence);
            cursors.add(this);
        }

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public SinkRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            HeldRecord record = LogAgain.in(frameOf(sequence), sequence);
            step();
            return record;
        }

        private void step() {
            next++;
            sequence++;
            if (sequence == ranges.get(range).to() && range + 1 < ranges.size()) {
                range++;
                sequence = ranges.get(range).from();
            }
            if (next == size) {
                close();
            }
        }

        private HeldFrame frameOf(long wanted) {
            HeldFrame held = frame;
            while (held == null || held.frame().end().sequence() <= wanted) {
                held = hold(read(wanted));
            }
            if (!LogAgain.holds(held.frame(), wanted)) {
                throw lost(held.frame().first().sequence());
            }
            return held;
        }

        private LogFrame read(long wanted) {
            try {
                return reader.next(Duration.ZERO).orElseThrow(() -> lost(wanted + 1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unread(new IllegalStateException("interrupted while reading the log", e));
            } catch (RuntimeException e) {
                throw missing.isPresent() ? e : unread(e);
            }
        }

        private RuntimeException lost(long until) {
            long to = Math.min(until, ranges.get(range).to());
            missing = Optional.of(new Missing.Lost(new Range(sequence, to)));
            return new IllegalStateException("records of this batch are not in the log any more");
        }

        private RuntimeException unread(RuntimeException cause) {
            missing = Optional.of(new Missing.Unread(cause));
            return cause;
        }

        private HeldFrame hold(LogFrame read) {
            letGo();
            source.budget().take(HeldFrame.sizeOf(read));
            var held = new HeldFrame(read, source.budget());
            frame = held;
            return held;
        }

        private void letGo() {
            HeldFrame held = frame;
            if (held != null) {
                held.discard();
                frame = null;
            }
        }

        @Override
        public void close() {
            letGo();
            reader.close();
        }
    }
}
