package dev.headrace.eventlog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * The ids of accepted events: the newest in a table in memory, the older ones in runs on disk. What
 * a look-up sees changes in one step, and a new place holds the ids before the old one is given up.
 * Safe for use by any number of threads; {@link RunKeeper} alone moves ids from place to place.
 */
final class RememberedIds {

    /** About 240,000 UUIDs. Then they are written to disk. */
    static final long TABLE_BYTES = 16 << 20;

    /**
     * When the disk does not keep up, more are not remembered: the window shrinks, not the heap.
     */
    private static final long MOST_TABLE_BYTES = 3 * TABLE_BYTES;

    private static final System.Logger LOG = System.getLogger(RememberedIds.class.getName());

    private final long seed;
    private final Runnable whenFull;
    private final long tableBytes;
    private final AtomicReference<View> view;
    private final LongAdder lookups = new LongAdder();
    private final LongAdder falseLookups = new LongAdder();
    private final LongAdder forgotten = new LongAdder();

    /**
     * All places.
     *
     * @param active takes what is accepted now
     * @param full frozen, on its way to disk
     * @param runs newest first
     */
    record View(IdTable active, Optional<FullTable> full, List<IdRun> runs) {}

    /**
     * A table that becomes a run.
     *
     * @param span what it covers
     */
    record FullTable(IdTable table, RunSpan span) {}

    /**
     * Begins with what is on disk.
     *
     * @param seed the node's key of all hashes
     * @param tableBytes how large the table in memory may become
     * @param whenFull called by whoever adds an id to a table that is full; must return at once
     */
    RememberedIds(
            long seed, List<IdRun> runs, long fromMillis, long tableBytes, Runnable whenFull) {
        this.seed = seed;
        this.tableBytes = tableBytes;
        this.whenFull = whenFull;
        this.view =
                new AtomicReference<>(
                        new View(new IdTable(fromMillis), Optional.empty(), List.copyOf(runs)));
    }

    long seed() {
        return seed;
    }

    View view() {
        return view.get();
    }

    void change(UnaryOperator<View> change) {
        view.updateAndGet(change);
    }

    /** Whether the table in memory should go to disk. */
    boolean isFull() {
        return view().active().bytes() >= tableBytes;
    }

    long lookups() {
        return lookups.sum();
    }

    long falseLookups() {
        return falseLookups.sum();
    }

    /** How many ids were not remembered for want of memory. */
    long forgotten() {
        return forgotten.sum();
    }

    /** Remembers an id; from when this returns, a look-up finds it. */
    void remember(ScopedId id, AcceptedId accepted) {
        while (true) {
            IdTable active = view().active();
            long bytes = active.bytes();
            if (bytes >= MOST_TABLE_BYTES) {
                forgotten.increment();
                return;
            }
            if (active.insert(id, accepted)) {
                if (bytes >= tableBytes) {
                    whenFull.run();
                }
                return;
            }
        }
    }

    /** Looks in all places; again, when ids were moved meanwhile. */
    @SuppressWarnings("ReferenceEquality") // every change is another object
    Optional<AcceptedId> find(ScopedId id) {
        while (true) {
            View seen = view();
            Optional<AcceptedId> found = findIn(seen, id);
            if (found.isPresent() || view() == seen) {
                return found;
            }
        }
    }

    private Optional<AcceptedId> findIn(View seen, ScopedId id) {
        Optional<AcceptedId> found = seen.active().find(id);
        if (found.isEmpty() && seen.full().isPresent()) {
            found = seen.full().get().table().find(id);
        }
        for (IdRun run : seen.runs()) {
            if (found.isPresent()) {
                break;
            }
            if (run.mayHave(id.hash())) {
                found = findOnDisk(run, id);
            }
        }
        return found;
    }

    private Optional<AcceptedId> findOnDisk(IdRun run, ScopedId id) {
        lookups.increment();
        try {
            Optional<AcceptedId> found = run.find(id);
            if (found.isEmpty()) {
                falseLookups.increment();
            }
            return found;
        } catch (IOException e) {
            giveUp(run, e);
            return Optional.empty();
        }
    }

    /**
     * A run that cannot be read is passed from now on: the window is shorter, and events are still
     * taken. The file stays. One that was closed meanwhile is no longer in the view anyway.
     */
    private void giveUp(IdRun run, IOException cause) {
        if (run.isClosed()) {
            return;
        }
        LOG.log(
                System.Logger.Level.ERROR,
                "Repeats of the events in " + run.path() + " are no longer recognised",
                cause);
        change(seen ->
                new View(
                        seen.active(),
                        seen.full(),
                        seen.runs().stream().filter(one -> one != run).toList()));
    }
}
