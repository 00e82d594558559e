package dev.headrace.publishing;

import dev.headrace.event.Principal;
import dev.headrace.event.StreamName;
import dev.headrace.eventlog.Appended;
import dev.headrace.eventlog.EventLog;
import dev.headrace.eventlog.FrameDraft;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.eventlog.LogReader;
import dev.headrace.eventlog.LogRecord;
import dev.headrace.eventlog.LogStatus;
import dev.headrace.eventlog.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** An event log in memory. */
final class FakeLog implements EventLog {

    static final String NODE = "node00000001";
    static final Instant RECEIVED = Instant.parse("2026-03-01T10:15:00Z");

    final AtomicInteger epoch = new AtomicInteger();
    final AtomicInteger framesRead = new AtomicInteger();
    private final List<LogFrame> frames = new ArrayList<>();
    private volatile Runnable reading = () -> {};
    private long start;
    private long end;

    /** Appends one frame of a stream; each JSON is a record, its number in the log is its id. */
    synchronized void add(String stream, String... jsons) {
        add(stream, RECEIVED, List.of(), "", jsons);
    }

    synchronized void add(
            String stream, Instant receivedAt, List<String> layout, String key, String... jsons) {
        var records = records(receivedAt, layout, key, jsons);
        frames.add(
                new LogFrame(
                        new Position(NODE, end),
                        epoch.get(),
                        new StreamName(stream),
                        1,
                        "digest",
                        receivedAt,
                        Principal.service("test"),
                        Map.of(),
                        records,
                        Optional.empty()));
        end += records.size();
        notifyAll();
    }

    private List<LogRecord> records(
            Instant receivedAt, List<String> layout, String key, String... jsons) {
        var records = new ArrayList<LogRecord>();
        for (String json : jsons) {
            records.add(
                    new LogRecord(
                            new Position(NODE, end + records.size()),
                            "id-" + (end + records.size()),
                            receivedAt,
                            key,
                            layout,
                            ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8))
                                    .asReadOnlyBuffer()));
        }
        return records;
    }

    /** Appends so many one-record frames. */
    void addMany(String stream, int count) {
        for (int i = 0; i < count; i++) {
            add(stream, "{\"n\":" + i + "}");
        }
    }

    /** What happens whenever a frame is read. */
    void reading(Runnable disturbance) {
        reading = disturbance;
    }

    /** Deletes the frames that begin below a sequence number. */
    synchronized void deleteBelow(long sequence) {
        frames.removeIf(frame -> frame.first().sequence() < sequence);
        start = sequence;
    }

    /** Loses frames in the middle. */
    synchronized void lose(Range range) {
        frames.removeIf(frame ->
                frame.first().sequence() >= range.from() && frame.end().sequence() <= range.to());
    }

    /** Makes the frame that begins at a sequence number unreadable. */
    synchronized void loseFrame(long sequence) {
        frames.removeIf(frame -> frame.first().sequence() == sequence);
    }

    @Override
    public Appended append(List<FrameDraft> drafts) {
        throw new UnsupportedOperationException("tests use add");
    }

    @Override
    public LogReader read(Position from) {
        return new Reader(from.sequence());
    }

    @Override
    public synchronized Position start() {
        return new Position(NODE, start);
    }

    @Override
    public synchronized Position end() {
        return new Position(NODE, end);
    }

    @Override
    public LogStatus status() {
        return new LogStatus(0, 0, 0, 1, 0, false, Optional.empty(), List.of());
    }

    @Override
    public void prune() {}

    @Override
    public void close() {}

    private synchronized Optional<LogFrame> next(long from, Duration atMost)
            throws InterruptedException {
        Optional<LogFrame> found = find(from);
        long until = System.nanoTime() + atMost.toNanos();
        while (found.isEmpty() && System.nanoTime() < until) {
            wait(Math.max(1, (until - System.nanoTime()) / 1_000_000));
            found = find(from);
        }
        return found;
    }

    private Optional<LogFrame> find(long from) {
        int low = 0;
        int high = frames.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (frames.get(middle).end().sequence() > from) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low < frames.size() ? Optional.of(frames.get(low)) : Optional.empty();
    }

    private final class Reader implements LogReader {

        private long next;

        private Reader(long from) {
            this.next = from;
        }

        @Override
        public Optional<LogFrame> next(Duration atMost) throws InterruptedException {
            reading.run();
            Optional<LogFrame> frame = FakeLog.this.next(next, atMost);
            framesRead.addAndGet(frame.isPresent() ? 1 : 0);
            frame.ifPresent(found -> next = found.end().sequence());
            return frame;
        }

        @Override
        public Position position() {
            return new Position(NODE, next);
        }

        @Override
        public void close() {}
    }
}
