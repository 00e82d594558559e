package dev.headrace.eventlog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Moves ids from memory to runs, makes larger runs of small ones, and forgets the oldest. For one
 * thread at a time, never a request's.
 */
final class RunKeeper {

    /** A table goes to disk after this time, however small it is. */
    static final Duration TURN = Duration.ofHours(1);

    /** And after so many records, with ids or without: what a start reads again is bounded. */
    private static final long TURN_RECORDS = 500_000;

    /** So many neighbours make one larger run: each id is written a few times in all. */
    private static final int FAN_IN = 4;

    /**
     * The largest run has this part of the budget: the oldest one that is forgotten is not much.
     */
    private static final int PARTS_OF_BUDGET = 16;

    private static final System.Logger LOG = System.getLogger(RunKeeper.class.getName());

    private final Storage storage;
    private final DedupeSettings settings;
    private final Clock clock;
    private final RememberedIds ids;
    private volatile long begun;
    private volatile long shortenedMillis;
    private long forgotten;

    /**
     * Keeps the runs of these ids.
     *
     * @param begun the number of the first record whose id may be in the table in memory
     */
    RunKeeper(
            Storage storage, DedupeSettings settings, Clock clock, RememberedIds ids, long begun) {
        this.storage = storage;
        this.settings = settings;
        this.clock = clock;
        this.ids = ids;
        this.begun = begun;
    }

    Storage storage() {
        return storage;
    }

    /** Whether the table in memory should go to disk: it is large, or old and not useless. */
    boolean isTurnDue(long end) {
        long age = clock.millis() - ids.view().active().fromMillis();
        return ids.isFull()
                || end - begun >= TURN_RECORDS
                || (end > begun && Math.abs(age) >= TURN.toMillis());
    }

    /** Ids before this moment may be unknown. */
    void shorten() {
        shortenedMillis = clock.millis();
    }

    /**
     * Takes the table out of use, for a new one.
     *
     * @param to every id of a record below is in it
     */
    void freeze(long to) {
        long now = clock.millis();
        RememberedIds.View seen = ids.view();
        if (seen.full().isPresent() || to <= begun) {
            return; // nothing new; and a run without records would take the name of another
        }
        IdTable table = seen.active();
        RunSpan span = new RunSpan(begun, to, table.fromMillis(), now);
        IdTable next = new IdTable(now);
        ids.change(before ->
                new RememberedIds.View(
                        next,
                        Optional.of(new RememberedIds.FullTable(table, span)),
                        before.runs()));
        table.freeze();
        begun = to;
    }

    /** Says so when ids had to be forgotten for want of memory. */
    void noteForgotten() {
        long all = ids.forgotten();
        if (all > forgotten) {
            forgotten = all;
            shorten();
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The disk takes ids more slowly than they come: repeats are recognised only"
                            + " from now on");
        }
    }

    /** Writes the frozen table; when that fails, it stays and the next call tries again. */
    void write() throws IOException {
        Optional<RememberedIds.FullTable> full = ids.view().full();
        if (full.isEmpty()) {
            return;
        }
        IdTable table = full.get().table();
        IdRun run =
                RunWriter.write(
                        storage, full.get().span(), ids.seed(), table.size(), table.sorted());
        ids.change(seen -> {
            List<IdRun> runs = new ArrayList<>();
            runs.add(run);
            runs.addAll(seen.runs());
            return new RememberedIds.View(seen.active(), Optional.empty(), List.copyOf(runs));
        });
    }

    /** The number of the first record whose id would have to be read from the log again. */
    long covered() {
        return ids.view().full().map(full -> full.span().from()).orElse(begun);
    }

    /** Forgets what is older than the window, then the oldest that is above the budget. */
    void expire() throws IOException {
        long oldest = clock.millis() - settings.window().toMillis();
        List<IdRun> runs = ids.view().runs();
        long bytes = runs.stream().mapToLong(IdRun::bytes).sum();
        for (IdRun run : runs.reversed()) {
            boolean old = run.span().toMillis() < oldest;
            boolean dear = bytes > settings.diskBudget().bytes();
            boolean newest = run == runs.getFirst(); // says where the log is not yet covered
            if (newest || !(old || dear)) {
                return;
            }
            replace(List.of(run), Optional.empty());
            bytes -= run.bytes();
        }
    }

    /** Makes one run of small neighbours, if there are enough. */
    void merge() throws IOException {
        Optional<List<IdRun>> small = neighbours();
        while (small.isPresent()) {
            List<IdRun> runs = small.get();
            RunSpan span = runs.stream().map(IdRun::span).reduce(RunSpan::joined).orElseThrow();
            long entries = runs.stream().mapToLong(IdRun::entries).sum();
            try {
                IdRun merged =
                        RunWriter.write(
                                storage, span, ids.seed(), entries, new MergedEntries(runs));
                replace(runs, Optional.of(merged));
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            small = neighbours();
        }
    }

    /** Oldest first. */
    private Optional<List<IdRun>> neighbours() {
        List<IdRun> runs = ids.view().runs().reversed();
        for (int i = 0; i + FAN_IN <= runs.size(); i++) {
            List<IdRun> some = runs.subList(i, i + FAN_IN);
            if (mayBeOne(some)) {
                return Optional.of(List.copyOf(some));
            }
        }
        return Optional.empty();
    }

    private boolean mayBeOne(List<IdRun> runs) {
        long most = settings.diskBudget().bytes() / PARTS_OF_BUDGET / FAN_IN;
        RunSpan first = runs.getFirst().span();
        RunSpan last = runs.getLast().span();
        boolean adjacent = true;
        for (int i = 1; i < runs.size(); i++) {
            adjacent &= runs.get(i - 1).span().to() == runs.get(i).span().from();
        }
        return adjacent
                && last.toMillis() - first.fromMillis() <= TURN.toMillis()
                && runs.stream().allMatch(run -> run.bytes() <= most);
    }

    /** In one step for those who look up; then the old files go. */
    private void replace(List<IdRun> old, Optional<IdRun> by) throws IOException {
        ids.change(seen -> {
            List<IdRun> runs = new ArrayList<>();
            for (IdRun run : seen.runs()) {
                if (!old.contains(run)) {
                    runs.add(run);
                } else if (run == old.getLast()) {
                    by.ifPresent(runs::add);
                }
            }
            return new RememberedIds.View(seen.active(), seen.full(), List.copyOf(runs));
        });
        for (IdRun run : old) {
            run.close();
            storage.delete(run.path());
        }
        storage.forceFolder(RunFormat.FOLDER);
    }

    /** From when on every id is known, milliseconds since 1970. */
    long knownFromMillis() {
        RememberedIds.View seen = ids.view();
        long from = seen.active().fromMillis();
        long reached = begun;
        List<RunSpan> spans = new ArrayList<>();
        seen.full().ifPresent(full -> spans.add(full.span()));
        seen.runs().forEach(run -> spans.add(run.span()));
        for (RunSpan span : spans) {
            if (span.to() != reached) {
                break;
            }
            from = span.fromMillis();
            reached = span.from();
        }
        return Math.max(from, shortenedMillis);
    }

    /** Several runs as one, in order. */
    private static final class MergedEntries implements Iterator<IdEntry> {

        private final List<IdRun.Cursor> cursors = new ArrayList<>();
        private final List<IdEntry> heads = new ArrayList<>();

        MergedEntries(List<IdRun> runs) {
            for (IdRun run : runs) {
                IdRun.Cursor cursor = run.cursor();
                if (cursor.hasNext()) {
                    cursors.add(cursor);
                    heads.add(cursor.next());
                }
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public IdEntry next() {
            IdEntry least = Collections.min(heads, IdEntry.ORDER);
            int from = heads.indexOf(least);
            if (cursors.get(from).hasNext()) {
                heads.set(from, cursors.get(from).next());
            } else {
                heads.remove(from);
                cursors.remove(from);
            }
            return least;
        }
    }
}
