package dev.headrace.publishing;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes the accounts now and then, on a thread of its own, and says so when they do not close. Safe
 * for use by several threads.
 */
final class Auditor implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");

    private final Audit audit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Optional<Thread> thread = Optional.empty();
    private long asked;
    private long answered;
    private volatile boolean closed;
    private volatile Accounts newest;

    Auditor(Audit audit, Clock clock) {
        this.audit = audit;
        this.newest = new Accounts(clock.instant(), List.of());
    }

    /** Begins to take the accounts at an interval; the first ones at once. */
    void start(Duration every) {
        lock.lock();
        try {
            if (thread.isEmpty() && !closed) {
                thread =
                        Optional.of(
                                Thread.ofPlatform()
                                        .name("headrace-accounts")
                                        .daemon()
                                        .priority(Thread.MIN_PRIORITY)
                                        .start(() -> run(every)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** The newest accounts; without any stream before the first are taken. */
    Accounts newest() {
        return newest;
    }

    /** Has the accounts taken now and waits for them; after the time given, the newest ones. */
    Accounts take(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long mine = ++asked;
            changed.signalAll();
            long nanos = atMost.toNanos();
            while (answered < mine && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return newest;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread, in the middle of what it counts if need be. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            thread.ifPresent(Thread::interrupt);
        } finally {
            lock.unlock();
        }
        try {
            if (thread.isPresent()) {
                thread.get().join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Duration every) {
        try {
            while (!closed) {
                long mine = asked();
                audit();
                answer(mine, every);
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void audit() throws InterruptedException {
        try {
            Optional<Accounts> taken = audit.take();
            taken.ifPresent(this::publish);
            if (taken.isEmpty()) {
                LOG.log(Level.WARNING, "The log changed too fast for the accounts to be taken");
            }
        } catch (RuntimeException e) {
            if (!closed) {
                LOG.log(Level.WARNING, "The accounts could not be taken; the last ones stay", e);
            }
        }
    }

    private void publish(Accounts accounts) {
        List<String> now = open(accounts);
        if (!now.equals(open(newest))) {
            if (now.isEmpty()) {
                LOG.log(Level.INFO, "The accounts close again");
            } else {
                LOG.log(Level.ERROR, "The accounts do not close: {0}", String.join("; ", now));
            }
        }
        newest = accounts;
    }

    private static List<String> open(Accounts accounts) {
        return accounts.accounts().stream()
                .filter(account -> account.unaccounted() != 0)
                .map(account ->
                        "sink %s, stream %s: %d events"
                                .formatted(
                                        account.sink(),
                                        account.stream().isEmpty() ? "unknown" : account.stream(),
                                        account.unaccounted()))
                .toList();
    }

    private long asked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    /** Tells those who asked before, and waits for the next turn. */
    private void answer(long mine, Duration every) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            answered = mine;
            changed.signalAll();
            long nanos = every.toNanos();
            while (asked == mine && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }
}
