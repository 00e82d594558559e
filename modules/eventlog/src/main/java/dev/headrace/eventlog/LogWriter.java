package dev.headrace.eventlog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes frames. It takes all appends that wait, up to {@link #GROUP_BYTES},
 * and makes one write and one force of them.
 *
 * <p>What waits is not bounded here: each waiting caller holds its own body and parks, so the
 * door's limit on requests bounds it.
 */
final class LogWriter {

    private static final int GROUP_BYTES = 8 << 20;
    private static final int SMALLEST_BUFFER = 64 << 10;
    private static final System.Logger LOG = System.getLogger(LogWriter.class.getName());

    private final LogFiles log;
    private final SegmentSupply supply;
    private final DeliveryState delivery;
    private final LogEnd end;
    private final Queue<PendingAppend> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong forces = new AtomicLong();
    private final Thread thread;
    private ActiveSegment active;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(SMALLEST_BUFFER);
    private volatile boolean idle;
    private volatile boolean closing;
    private volatile @Nullable Throwable failure;
    private volatile boolean ended;

    LogWriter(LogFiles log, SegmentSupply supply, DeliveryState delivery, ActiveSegment active) {
        this.log = log;
        this.supply = supply;
        this.delivery = delivery;
        this.active = active;
        this.end = new LogEnd(active.place());
        this.thread =
                Thread.ofPlatform().daemon().name("headrace-log-writer").unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    LogEnd end() {
        return end;
    }

    /** Why the writer stopped, if a write or a force failed. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** How many groups were forced. */
    long forces() {
        return forces.get();
    }

    /** Whether every append fails from here on. */
    boolean hasEnded() {
        return ended;
    }

    /** Hands an append in; its outcome will come, whatever happens. */
    void submit(PendingAppend append) {
        waiting.add(append);
        if (idle) {
            LockSupport.unpark(thread);
        }
        if (ended) {
            failWaiting();
        }
    }

    /** Finishes what was handed in, then ends the thread and closes the file. */
    void close() {
        closing = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
    }

    private void work() {
        Queue<PendingAppend> group = new ArrayDeque<>();
        try {
            while (awaitAppend()) {
                writeGroup(group);
            }
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            LOG.log(System.Logger.Level.ERROR, "The event log failed and takes nothing more", e);
        } finally {
            ended = true;
            group.forEach(this::failOne);
            failWaiting();
            closeFile();
        }
    }

    private boolean awaitAppend() {
        while (waiting.isEmpty()) {
            if (closing) {
                return false;
            }
            idle = true;
            if (waiting.isEmpty() && !closing) {
                LockSupport.park(this);
            }
            idle = false;
        }
        return true;
    }

    private void writeGroup(Queue<PendingAppend> group) throws IOException {
        long bytes = collect(group);
        if (group.isEmpty()) {
            return;
        }
        encode(group, bytes);
        active.file().write(buffer.flip(), active.offset());
        active.file().force();
        forces.incrementAndGet();
        publish(group, bytes);
    }

    /** Takes waiting appends into a group that fits into one segment; returns its bytes. */
    private long collect(Queue<PendingAppend> group) throws IOException {
        long bytes = 0;
        PendingAppend next = waiting.peek();
        while (next != null && (bytes == 0 || bytes + next.size() <= GROUP_BYTES)) {
            if (bytes + next.size() > active.remaining()) {
                if (!group.isEmpty()) {
                    break;
                }
                if (!roll()) {
                    refuse(next);
                    next = waiting.peek();
                    continue;
                }
            }
            waiting.remove();
            if (next.claim()) {
                group.add(next);
                bytes += next.size();
            }
            next = waiting.peek();
        }
        return bytes;
    }

    private boolean roll() throws IOException {
        try {
            ActiveSegment next = supply.take(active.sequence());
            ActiveSegment full = active;
            active = next;
            full.file().close();
            return true;
        } catch (EventLogFullException e) {
            return false;
        }
    }

    private void refuse(PendingAppend append) {
        waiting.remove();
        if (append.claim()) {
            append.refuse(supply.reason());
        }
    }

    private void encode(Queue<PendingAppend> group, long bytes) {
        makeBuffer((int) bytes);
        List<EncodedDraft> frames = new ArrayList<>();
        group.forEach(append -> frames.addAll(append.frames()));
        int routeEpoch = delivery.routeEpoch();
        long first = active.sequence();
        long sequence = first;
        for (int i = 0; i < frames.size(); i++) {
            int flags = i == frames.size() - 1 ? FrameHeader.LAST : 0;
            frames.get(i).writeTo(buffer, sequence, first, routeEpoch, flags);
            sequence += frames.get(i).records();
        }
    }

    /** One buffer for all groups; a single append that is larger than a group gets its own. */
    private void makeBuffer(int bytes) {
        if (bytes > buffer.capacity() || buffer.capacity() > GROUP_BYTES) {
            int wanted =
                    Math.max(Integer.highestOneBit(Math.max(1, bytes - 1)) * 2, SMALLEST_BUFFER);
            buffer = ByteBuffer.allocateDirect(Math.max(bytes, Math.min(wanted, GROUP_BYTES)));
        }
        buffer.clear();
    }

    private void publish(Queue<PendingAppend> group, long bytes) {
        Segment segment = active.segment();
        long sequence = active.sequence();
        segment.mark(sequence, active.offset());
        long records = 0;
        for (PendingAppend append : group) {
            records += append.records();
        }
        active = active.advancedTo(active.offset() + bytes, sequence + records);
        end.moveTo(active.place());
        for (PendingAppend append = group.poll(); append != null; append = group.poll()) {
            append.store(new Appended(new Position(log.node(), sequence), append.records()));
            sequence += append.records();
        }
    }

    private void failWaiting() {
        for (PendingAppend append = waiting.poll(); append != null; append = waiting.poll()) {
            if (append.claim()) {
                failOne(append);
            }
        }
    }

    private void failOne(PendingAppend append) {
        Throwable cause = failure;
        if (cause == null) {
            append.fail("the event log is closed", new IllegalStateException("closed"));
        } else {
            append.fail("the event log has failed: " + cause.getMessage(), cause);
        }
    }

    private void closeFile() {
        try {
            active.file().close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The newest segment did not close cleanly", e);
        }
    }
}
