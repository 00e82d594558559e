package dev.headrace.eventlog;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes frames: one write and one force for a group of appends, one group
 * after the other. While it forces one, the callers of the next encode it, and those of the group
 * before are woken.
 */
final class LogWriter {

    static final String THREAD = "headrace-log-writer";

    private static final System.Logger LOG = System.getLogger(LogWriter.class.getName());

    private final LogFiles log;
    private final SegmentSupply supply;
    private final LogEnd end;
    private final NextGroup next;
    private final AtomicLong forces = new AtomicLong();
    private final Thread thread;
    private AppendGroup current;
    private AppendGroup.@Nullable Answers unanswered;
    private volatile boolean idle;
    private volatile boolean closing;
    private volatile @Nullable Throwable failure;
    private volatile boolean ended;

    LogWriter(LogFiles log, SegmentSupply supply, DeliveryState delivery, ActiveSegment active) {
        this.log = log;
        this.supply = supply;
        this.end = new LogEnd(active.place());
        this.next = new NextGroup(delivery, active);
        this.current = new AppendGroup(active);
        this.thread = Thread.ofPlatform().daemon().name(THREAD).unstarted(this::work);
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
        next.add(append);
        if (idle) {
            LockSupport.unpark(thread);
        }
        if (ended) {
            next.end(this::failOne);
        }
    }

    /** Finishes what was handed in, then ends the thread and closes the file. */
    void close() {
        closing = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
    }

    private void work() {
        try {
            writeGroups();
        } catch (IOException | RuntimeException | Error e) {
            failure = e;
            LOG.log(System.Logger.Level.ERROR, "The event log failed and takes nothing more", e);
        } finally {
            ended = true;
            answer();
            current.abandon(this::failOne);
            next.end(this::failOne);
            closeFile();
        }
    }

    private void writeGroups() throws IOException {
        while (true) {
            Optional<AppendGroup> group = next.take(current);
            if (group.isPresent()) {
                write(group.get());
                continue;
            }
            answer();
            if (next.needsSegment()) {
                roll();
            } else if (!awaitAppend()) {
                return;
            }
        }
    }

    private void write(AppendGroup group) throws IOException {
        current = group;
        group.write();
        answerMeanwhile();
        group.force();
        forces.incrementAndGet();
        group.mark();
        end.moveTo(group.next().place());
        unanswered = group.stored(log.node());
    }

    /**
     * Lets another thread wake the callers of the group before. To wake a thread takes longer than
     * to write a small group, and who is woken may take this thread's core: so it comes just before
     * the force, which waits for the disk anyway.
     */
    private void answerMeanwhile() {
        AppendGroup.Answers answers = unanswered;
        if (answers != null && answers.appends().size() > 1) {
            unanswered = null;
            Thread.startVirtualThread(answers);
        } else {
            answer();
        }
    }

    private void answer() {
        AppendGroup.Answers answers = unanswered;
        if (answers != null) {
            unanswered = null;
            answers.run();
        }
    }

    private void roll() throws IOException {
        try {
            ActiveSegment full = next.place();
            next.moveTo(supply.take(full.sequence()));
            full.file().close();
        } catch (EventLogFullException e) {
            next.refuseFirst(supply.reason());
        }
    }

    private boolean awaitAppend() {
        if (closing) {
            return !next.isEmpty();
        }
        idle = true;
        if (next.isEmpty() && !closing) {
            LockSupport.park(this);
        }
        idle = false;
        return true;
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
            next.place().file().close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The newest segment did not close cleanly", e);
        }
    }
}
