package dev.headrace.eventlog;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Dedupe over the log of this node. The log is the truth: what no run covers is read from it at the
 * start, so nothing is forced for dedupe on the way of a request.
 */
final class LogDedupe implements Dedupe {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final System.Logger LOG = System.getLogger(LogDedupe.class.getName());

    private final EventLog log;
    private final DedupeSettings settings;
    private final Clock clock;
    private final AtomicLong pin;
    private final RememberedIds ids;
    private final RunKeeper keeper;
    private final IdClaims claims = new IdClaims();
    private final ReentrantLock keeping = new ReentrantLock();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("headrace-dedupe").unstarted(this::work);
    private volatile boolean closing;
    private volatile long failedMillis;
    private volatile @Nullable IOException failure;

    private LogDedupe(Parts parts, List<IdRun> runs, long seed, long covered) {
        this.log = parts.log();
        this.settings = parts.settings();
        this.clock = parts.clock();
        this.pin = parts.pin();
        long fromMillis = runs.isEmpty() ? clock.millis() : runs.getFirst().span().toMillis();
        this.ids =
                new RememberedIds(
                        seed,
                        runs,
                        fromMillis,
                        parts.tableBytes(),
                        () -> LockSupport.unpark(thread));
        this.keeper = new RunKeeper(parts.storage(), settings, clock, ids, covered);
    }

    /**
     * What dedupe is made of.
     *
     * @param log open, and not appended to before dedupe is
     * @param pin gets the number of the first record that the log should keep for dedupe's sake
     * @param tableBytes how large the table in memory may become
     */
    record Parts(
            Storage storage,
            EventLog log,
            DedupeSettings settings,
            Clock clock,
            AtomicLong pin,
            long tableBytes) {}

    /**
     * Opens the runs and reads from the log what they do not cover.
     *
     * @param random makes the key of the hashes at the first start
     */
    static LogDedupe open(Parts parts, RandomGenerator random) throws IOException {
        long end = parts.log().end().sequence();
        RunFiles.Found found = RunFiles.open(parts.storage(), end);
        boolean first = found.runs().isEmpty() && found.damaged() == 0;
        long seed = found.runs().isEmpty() ? random.nextLong() : found.runs().getFirst().seed();
        long covered =
                found.runs().isEmpty() ? (first ? end : 0) : found.runs().getFirst().span().to();
        long start = parts.log().start().sequence();
        long from = Math.max(covered, Math.min(start, end));
        LogDedupe dedupe = new LogDedupe(parts, found.runs(), seed, from);
        if (first) {
            dedupe.begin(end, seed);
        }
        if (from > covered) {
            dedupe.keeper.shorten(); // the log has deleted what no run covers
        }
        dedupe.rebuild(from, end);
        parts.pin().set(dedupe.keeper.covered());
        return dedupe;
    }

    /** Writes down from where on ids are remembered; before the first record, all are known. */
    private void begin(long end, long seed) throws IOException {
        long since = end == 0 ? 0 : clock.millis();
        RunSpan span = new RunSpan(end, end, since, clock.millis());
        IdRun run = RunWriter.write(keeper.storage(), span, seed, 0, List.<IdEntry>of().iterator());
        ids.change(seen -> new RememberedIds.View(seen.active(), seen.full(), List.of(run)));
    }

    private void rebuild(long from, long end) throws IOException {
        Instant oldest = clock.instant().minus(settings.window());
        ContentDigest.Maker digests = new ContentDigest.Maker();
        try (LogReader reader = log.read(new Position(log.end().node(), from))) {
            Optional<LogFrame> frame = reader.next(Duration.ZERO);
            while (frame.isPresent() && frame.get().first().sequence() < end) {
                if (frame.get().receivedAt().isAfter(oldest)) {
                    remember(frame.get(), digests);
                }
                if (ids.isFull()) {
                    keeper.freeze(frame.get().end().sequence());
                    keeper.write();
                }
                frame = reader.next(Duration.ZERO);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventLogFailedException("interrupted while ids were read", e);
        }
    }

    private void remember(LogFrame frame, ContentDigest.Maker digests) {
        if (frame.claimed().isEmpty()) {
            return;
        }
        ClaimedIds claimed = frame.claimed().get();
        IdScope scope = IdScope.of(frame.stream(), claimed.owner(), ids.seed());
        for (int i = 0; i < frame.records().size(); i++) {
            if (claimed.records().get(i)) {
                LogRecord record = frame.records().get(i);
                ids.remember(
                        ScopedId.of(scope, record.id(), ids.seed()),
                        new AcceptedId(record.position().sequence(), digests.of(record.json())));
            }
        }
    }

    /** Begins to write runs by itself. */
    void start() {
        thread.start();
    }

    @Override
    public Screening screen(List<FrameDraft> frames) throws InterruptedException {
        return canRepeat(frames)
                ? new Screener(ids, claims, frames).screen()
                : new AllFresh(frames);
    }

    /** Where the server made all ids itself, there is nothing to look up or to remember. */
    private static boolean canRepeat(List<FrameDraft> frames) {
        for (FrameDraft frame : frames) {
            if (frame.owner().isPresent()) {
                for (RecordDraft record : frame.records()) {
                    if (record.origin().isRepeatable()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** What the thread does whenever it looks. */
    void keep() throws IOException, InterruptedException {
        keeping.lock();
        try {
            keeper.noteForgotten();
            if (keeper.isTurnDue(log.end().sequence())) {
                turn();
            }
            keeper.write();
            keeper.expire();
            keeper.merge();
        } finally {
            pin.set(keeper.covered());
            keeping.unlock();
        }
    }

    /** Writes down what is in memory, due or not. */
    void keepAll() throws IOException, InterruptedException {
        keeping.lock();
        try {
            keeper.write();
            turn();
            keeper.write();
        } finally {
            pin.set(keeper.covered());
            keeping.unlock();
        }
    }

    /**
     * What is in the log before this moment was appended by somebody who had claimed its ids: when
     * all who hold claims now have ended, the table has all those ids.
     */
    private void turn() throws InterruptedException {
        long end = log.end().sequence();
        claims.awaitAllOfNow();
        keeper.freeze(end);
    }

    private void work() {
        while (!closing) {
            LockSupport.parkNanos(this, LOOK_EVERY.toNanos());
            if (!closing && !isResting()) {
                keepAndTell();
            }
        }
    }

    /** After a failure the disk gets a pause, however many ids come. */
    private boolean isResting() {
        return failure != null
                && Math.abs(clock.millis() - failedMillis) < AFTER_FAILURE.toMillis();
    }

    private void keepAndTell() {
        try {
            keep();
            failure = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            if (failure == null) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Ids cannot be written to disk; they stay in memory",
                        e);
            }
            failedMillis = clock.millis();
            failure = e instanceof IOException io ? io : new IOException(e);
        }
    }

    @Override
    public DedupeStatus status() {
        RememberedIds.View seen = ids.view();
        long sinceMillis = clock.millis() - keeper.knownFromMillis();
        Duration since = Duration.ofMillis(Math.max(0, sinceMillis));
        Optional<IdTable> full = seen.full().map(RememberedIds.FullTable::table);
        return new DedupeStatus(
                since.compareTo(settings.window()) < 0 ? since : settings.window(),
                seen.runs().stream().mapToLong(IdRun::entries).sum()
                        + seen.active().size()
                        + full.map(IdTable::size).orElse(0),
                seen.runs().stream().mapToLong(IdRun::bytes).sum(),
                seen.runs().stream().mapToLong(IdRun::memoryBytes).sum()
                        + seen.active().bytes()
                        + full.map(IdTable::bytes).orElse(0L),
                seen.runs().size(),
                ids.lookups(),
                ids.falseLookups(),
                Optional.ofNullable(failure).map(Throwable::toString));
    }

    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        Threads.join(thread);
        try {
            keepAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Ids were not written to disk; the next start reads them from the log",
                    e);
        }
        closeRuns();
    }

    private void closeRuns() {
        for (IdRun run : ids.view().runs()) {
            try {
                run.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, run.path() + " did not close cleanly", e);
            }
        }
    }
}
