package dev.headrace.eventlog;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The reject log in {@link RejectFiles}. Callers leave their refusals in memory, bounded, and go
 * on; one thread writes and forces them about once a second, so a crash may lose the last second of
 * refusals: they were answered, and nothing that was accepted depends on them.
 *
 * <p>Of one cause so many are written in full an hour; the others are written as a count. A client
 * that sends the same mistake all day neither fills the quota nor drives other causes out.
 */
final class RollingRejectLog implements RejectLog {

    /** Refusals that wait for the disk; about 10 MiB at most. */
    static final int MOST_WAITING = 10_000;

    /** Refusals of one cause that are written in full an hour: enough to see a pattern. */
    static final int IN_FULL = 100;

    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final System.Logger LOG = System.getLogger(RollingRejectLog.class.getName());

    private final RejectFiles files;
    private final Clock clock;
    private final AtomicLong leftOut = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread writer;
    private Waiting waiting = new Waiting();
    private boolean closing;
    private boolean failing;

    /** What has not been written yet. */
    private static final class Waiting {
        private final List<RejectedEvent> rejects = new ArrayList<>();
        private final RejectTallies tallies = new RejectTallies();

        /** Of those that are counted, so many failed to be written and are left out already. */
        private long carried;

        void add(RejectedEvent reject) {
            tallies.add(RejectTally.of(reject));
            if (rejects.size() < MOST_WAITING) {
                rejects.add(reject);
            }
        }

        /** What could not be written lives on as counts. */
        void carry(Waiting failed) {
            tallies.addAll(failed.tallies);
            carried += failed.tallies.sum();
        }
    }

    private RollingRejectLog(RejectFiles files, Clock clock) {
        this.files = files;
        this.clock = clock;
        this.writer =
                Thread.ofPlatform().daemon().name("headrace-reject-log").unstarted(this::work);
    }

    /** Opens the log and starts its writer. */
    static RollingRejectLog open(Storage storage, long quota, Clock clock) throws IOException {
        RollingRejectLog log = new RollingRejectLog(RejectFiles.open(storage, quota), clock);
        log.writer.start();
        return log;
    }

    @Override
    public void append(List<RejectedEvent> rejects) {
        lock.lock();
        try {
            rejects.forEach(waiting::add);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Cause> causes() {
        Map<RejectTally.Key, RejectTally> merged = new HashMap<>();
        for (RejectTally tally : tallies()) {
            merged.merge(tally.key(), tally, RejectTally::plus);
        }
        return merged.values().stream()
                .sorted(
                        Comparator.comparingLong(RejectTally::count)
                                .thenComparing(RejectTally::last)
                                .reversed())
                .map(RejectTally::toCause)
                .toList();
    }

    private List<RejectTally> tallies() {
        List<RejectTally> all = new ArrayList<>(files.allTallies());
        lock.lock();
        try {
            all.addAll(waiting.tallies.all());
        } finally {
            lock.unlock();
        }
        return all;
    }

    /** Refusals of the last second are not shown yet. */
    @Override
    public List<RejectedEvent> newest(Filter filter, int atMost) {
        return files.newest(reject -> matches(filter, reject), atMost);
    }

    private static boolean matches(Filter filter, RejectedEvent reject) {
        return filter.stream().map(reject.stream()::equals).orElse(true)
                && filter.fingerprint().map(reject.rejection().fingerprint()::equals).orElse(true)
                && filter.code().map(reject.rejection().code().word()::equals).orElse(true);
    }

    @Override
    public long leftOut() {
        return leftOut.get();
    }

    private void work() {
        boolean more = true;
        while (more) {
            more = awaitRound();
            write(taken());
            prune();
        }
    }

    /** Waits for the next round; false when it is the last one. */
    private boolean awaitRound() {
        lock.lock();
        try {
            long nanos = ROUND.toNanos();
            while (!closing && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return !closing;
        } catch (InterruptedException e) {
            return false; // nobody interrupts this thread but to end it
        } finally {
            lock.unlock();
        }
    }

    private Waiting taken() {
        lock.lock();
        try {
            Waiting taken = waiting;
            waiting = new Waiting();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void write(Waiting taken) {
        long all = taken.tallies.sum();
        if (all == 0) {
            return;
        }
        Instant now = clock.instant();
        try {
            RejectBlock block = RejectBlock.of(taken.rejects, taken.tallies, files.tallies(now));
            files.append(block.entries(), taken.tallies, now);
            leftOut.addAndGet(all - block.inFull() - taken.carried);
            failing = false;
        } catch (IOException | RuntimeException e) {
            leftOut.addAndGet(all - taken.carried);
            carry(taken);
            warn("Rejects could not be kept", e);
        }
    }

    private void carry(Waiting failed) {
        lock.lock();
        try {
            waiting.carry(failed);
        } finally {
            lock.unlock();
        }
    }

    private void prune() {
        try {
            files.prune(clock.instant());
        } catch (IOException | RuntimeException e) {
            warn("Old rejects could not be deleted", e);
        }
    }

    /** Once until it works again: a broken disk must not fill the log. */
    private void warn(String what, Exception e) {
        if (!failing) {
            failing = true;
            LOG.log(System.Logger.Level.WARNING, what, e);
        }
    }

    /** Writes what waits, and ends the writer. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        Threads.join(writer);
        try {
            files.close();
        } catch (IOException e) {
            throw new EventLogFailedException("the reject log did not close cleanly", e);
        }
    }
}
