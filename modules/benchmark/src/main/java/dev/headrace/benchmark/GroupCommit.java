package dev.headrace.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The least that a log with several callers has to do: they hand arrays to one thread, which copies
 * all that wait into one buffer, writes it, forces it and wakes them. No encoding, no checksum, no
 * numbers, no segments, and a failure only ends the measurement.
 */
final class GroupCommit {

    private final int callers;
    private final int bytes;
    private final Queue<Ticket> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong appends = new AtomicLong();
    private final Thread writer;
    private final ForcedFile file;
    private volatile boolean idle;
    private volatile boolean over;

    /** So many callers, each of which hands in so many bytes at a time. */
    private GroupCommit(int callers, int bytes, ForcedFile file) {
        this.callers = callers;
        this.bytes = bytes;
        this.file = file;
        this.writer = Thread.ofPlatform().daemon().name("group-commit").unstarted(this::work);
    }

    private static final class Ticket {

        private final Thread caller = Thread.currentThread();
        private final byte[] content;
        private volatile boolean done;

        Ticket(byte[] content) {
            this.content = content;
        }
    }

    /**
     * Lets callers append for some time.
     *
     * @param file what to write to
     * @param callers how many append at the same time
     * @param records how many records the bytes of an append count for
     * @param bytes of an append
     */
    static Slice run(ForcedFile file, int callers, int records, int bytes, Duration time)
            throws InterruptedException {
        GroupCommit commit = new GroupCommit(callers, bytes, file);
        long forces = file.forces();
        Slice.Begun begun = Slice.begin();
        commit.run(time);
        return begun.ended(commit.appends.get() * records, file.forces() - forces);
    }

    private void run(Duration time) throws InterruptedException {
        writer.start();
        long end = System.nanoTime() + time.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                threads.execute(() -> append(end));
            }
        }
        over = true;
        LockSupport.unpark(writer);
        writer.join();
    }

    private void append(long end) {
        byte[] content = new byte[bytes];
        while (System.nanoTime() < end) {
            Ticket ticket = new Ticket(content);
            waiting.add(ticket);
            if (idle) {
                LockSupport.unpark(writer);
            }
            while (!ticket.done) {
                LockSupport.park(this);
            }
            appends.incrementAndGet();
        }
    }

    private void work() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(callers * bytes);
        Queue<Ticket> group = new ArrayDeque<>();
        while (awaitTicket()) {
            buffer.clear();
            for (Ticket next = waiting.poll(); next != null; next = waiting.poll()) {
                buffer.put(next.content);
                group.add(next);
            }
            try {
                file.append(buffer.flip());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (Ticket next = group.poll(); next != null; next = group.poll()) {
                next.done = true;
                LockSupport.unpark(next.caller);
            }
        }
    }

    private boolean awaitTicket() {
        while (waiting.isEmpty()) {
            if (over) {
                return false;
            }
            idle = true;
            if (waiting.isEmpty() && !over) {
                LockSupport.park(this);
            }
            idle = false;
        }
        return true;
    }
}
