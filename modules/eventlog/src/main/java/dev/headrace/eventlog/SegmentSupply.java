package dev.headrace.eventlog;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one segment ready, all its bytes on disk, so that a roll costs no more than a header and a
 * rename. Its file is that of the oldest segment, when that one goes, or a new one full of zeros. A
 * background thread prepares it, makes room for it, and prunes now and then; without that thread
 * the caller of {@link #take} does the work.
 */
final class SegmentSupply implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(SegmentSupply.class.getName());
    private static final Duration RETRY = Duration.ofMillis(100);
    private static final Duration PRUNE_EVERY = Duration.ofSeconds(30);

    private final LogFiles log;
    private final LogSettings settings;
    private final Retention retention;
    private final SpareSegment spare;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private State state = State.MISSING;
    private String reason = "";
    private volatile boolean refused; // changes under the lock alone
    private boolean woken;
    private @Nullable Thread background;
    private volatile boolean closed;

    private enum State {
        MISSING,
        READY,
        NO_ROOM
    }

    SegmentSupply(LogFiles log, LogSettings settings, Retention retention, Clock clock) {
        this.log = log;
        this.settings = settings;
        this.retention = retention;
        this.spare = new SpareSegment(log, settings.segment().bytes());
        this.clock = clock;
    }

    /**
     * Finds the spare segment that an earlier run has left.
     *
     * @param next the number of the next record
     */
    void recover(long next) throws IOException {
        if (spare.recover(next)) {
            state = State.READY;
        }
    }

    /** Starts the background thread. */
    void start() {
        Thread thread =
                Thread.ofPlatform().daemon().name("headrace-log-segments").unstarted(this::work);
        background = thread;
        thread.start();
    }

    /**
     * Makes the spare segment the log's newest.
     *
     * @throws EventLogFullException when there is none and no room for one
     * @throws IOException when the disk failed
     */
    ActiveSegment take(long base) throws IOException {
        awaitSpare();
        ActiveSegment next = spare.becomeSegment(base, clock.millis());
        become(State.MISSING, "");
        return next;
    }

    private void awaitSpare() {
        if (background == null && !isReady()) {
            prepare();
        }
        lock.lock();
        try {
            while (state == State.MISSING && !closed) {
                changed.awaitUninterruptibly();
            }
            if (state != State.READY) {
                refused = true;
                throw new EventLogFullException(reason());
            }
        } finally {
            lock.unlock();
        }
    }

    private void become(State next, String why) {
        lock.lock();
        try {
            if (next == State.NO_ROOM && state != next) {
                LOG.log(System.Logger.Level.WARNING, "No new segment can be made: {0}", why);
            }
            state = next;
            reason = why;
            refused = refused && next != State.READY;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Prepares a spare segment, if there is room; what goes wrong touches nothing acknowledged. */
    private void prepare() {
        try {
            long size = settings.segment().bytes();
            if (!retention.makeRoom(size, spare)) {
                spare.discard();
                become(
                        State.NO_ROOM,
                        "the quota of "
                                + settings.quota()
                                + " is used up and sinks still need all of it");
            } else if (!spare.isInherited() && log.storage().usableBytes() < size) {
                become(State.NO_ROOM, "the volume has less than " + settings.segment() + " free");
            } else {
                spare.write(() -> closed);
                become(State.READY, "");
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                become(State.NO_ROOM, "a new segment could not be prepared: " + e);
            }
        }
    }

    private void work() {
        while (awaitWork()) {
            if (!isReady()) {
                prepare();
            }
            prune();
        }
    }

    private boolean isReady() {
        lock.lock();
        try {
            return state == State.READY;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is something to do; false when the log closes. */
    private boolean awaitWork() {
        lock.lock();
        try {
            long nanos = (state == State.READY ? PRUNE_EVERY : RETRY).toNanos();
            while (!closed && !woken && state != State.MISSING && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            woken = false;
        } catch (InterruptedException e) {
            closed = true; // nobody interrupts this thread but to end it
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        return !closed;
    }

    private void prune() {
        try {
            retention.prune();
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "Old segments could not be deleted", e);
        }
    }

    /** Something may have changed: tries again now. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether an append was refused for want of room, and nothing has changed since. The background
     * thread tries again several times a second, so that this ends without another append.
     */
    boolean isFull() {
        return refused;
    }

    /** Why there is no spare segment, for a person. */
    String reason() {
        lock.lock();
        try {
            return "the event log is full: " + reason;
        } finally {
            lock.unlock();
        }
    }

    /** The bytes of the spare segment, if there is one. */
    long bytes() {
        return isReady() ? settings.segment().bytes() : 0;
    }

    /** Stops the background thread and waits for its end: it must not outlive the folder's lock. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Thread thread = background;
        if (thread != null) {
            Threads.join(thread);
        }
    }
}
