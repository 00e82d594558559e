package dev.headrace.eventlog;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The appends that wait, and the group that is made of them while the one before is forced. Whoever
 * comes and finds nobody else at it encodes all that wait, in the order in which they came: callers
 * with their own append, and the writer, so that no thread is woken for it. Safe for use by several
 * threads.
 *
 * <p>What waits is not bounded here: each waiting caller holds its own body and parks, so the
 * door's limit on requests bounds it.
 */
final class NextGroup {

    private final DeliveryState delivery;
    private final Queue<PendingAppend> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock encoding = new ReentrantLock();

    // These change under the lock alone.
    private AppendGroup group;
    private ActiveSegment place;
    private volatile boolean begun;
    private volatile boolean blocked;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;

    /**
     * Begins.
     *
     * @param place where the first append goes
     */
    NextGroup(DeliveryState delivery, ActiveSegment place) {
        this.delivery = delivery;
        this.place = place;
        this.group = new AppendGroup(place);
    }

    /** Takes an append; it is encoded now, unless somebody else is just doing that. */
    void add(PendingAppend append) {
        waiting.add(append);
        while (!waiting.isEmpty() && !blocked && encoding.tryLock()) {
            try {
                encode();
            } finally {
                encoding.unlock();
            }
        }
    }

    /** Encodes what waits, until an append needs another group or another segment. */
    private void encode() {
        try {
            for (PendingAppend next = waiting.peek(); next != null; next = waiting.peek()) {
                blocked = ended || next.size() > place.remaining() || !group.hasRoomFor(next);
                if (blocked) {
                    return;
                }
                if (group.isEmpty()) {
                    group.begin(place, delivery.routeEpoch());
                }
                waiting.remove(); // not before: who is nowhere gets no answer
                encode(next);
            }
        } catch (RuntimeException | Error e) {
            failure = e;
            blocked = true;
        }
    }

    private void encode(PendingAppend append) {
        if (append.claim()) {
            group.add(append);
            place = group.next();
            begun = true;
        }
    }

    /** Nothing waits, nothing is encoded: the writer may rest. */
    boolean isEmpty() {
        return waiting.isEmpty() && !begun && failure == null;
    }

    /**
     * For the writer: takes the group, if there is one.
     *
     * @param empty what the next group is made in
     * @throws IllegalStateException when an append could not be encoded
     */
    Optional<AppendGroup> take(AppendGroup empty) {
        encoding.lock();
        try {
            encode();
            if (failure != null) {
                throw new IllegalStateException("an append could not be encoded", failure);
            }
            if (group.isEmpty()) {
                return Optional.empty();
            }
            AppendGroup taken = group;
            group = empty;
            begun = false;
            blocked = false;
            return Optional.of(taken);
        } finally {
            encoding.unlock();
        }
    }

    /** For the writer: whether nothing can be encoded before there is another segment. */
    boolean needsSegment() {
        encoding.lock();
        try {
            return blocked && group.isEmpty();
        } finally {
            encoding.unlock();
        }
    }

    /** Where the next append goes. */
    ActiveSegment place() {
        encoding.lock();
        try {
            return place;
        } finally {
            encoding.unlock();
        }
    }

    /** For the writer, when a segment is needed: goes on there. */
    void moveTo(ActiveSegment next) {
        encoding.lock();
        try {
            place = next;
            blocked = false;
        } finally {
            encoding.unlock();
        }
    }

    /** For the writer, when a segment is needed and cannot be had: refuses the first append. */
    void refuseFirst(String reason) {
        encoding.lock();
        try {
            PendingAppend first = waiting.poll();
            blocked = false;
            if (first != null && first.claim()) {
                first.refuse(reason);
            }
        } finally {
            encoding.unlock();
        }
    }

    /** For the writer's end: gives all that is here and all that will come to somebody else. */
    void end(Consumer<PendingAppend> each) {
        encoding.lock();
        try {
            ended = true;
            group.abandon(each);
            for (PendingAppend next = waiting.poll(); next != null; next = waiting.poll()) {
                if (next.claim()) {
                    each.accept(next);
                }
            }
        } finally {
            encoding.unlock();
        }
    }
}
