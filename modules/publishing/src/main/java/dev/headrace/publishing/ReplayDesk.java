package dev.headrace.publishing;

import dev.headrace.publishing.ReplayEntry.Phase;
import dev.headrace.publishing.ReplayRequest.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Takes requests for replays and keeps their books. Safe for use by several threads. A sink has one
 * replay at a time; a second is refused until the first has ended.
 */
final class ReplayDesk implements Replays, ReplayJob.Listener {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 12;

    private final Map<String, ReplayTarget> targets;
    private final DeliveryProgress journals;
    private final Surroundings around;
    private final Lakes lakes;
    private final LongSupplier nanoTime;
    private final ReplayBook book;
    private final ReentrantLock lock = new ReentrantLock();

    /** By id. */
    private final Map<String, ReplayJob> jobs = new ConcurrentHashMap<>();

    /** The sinks that have a replay, or for which one is being made. */
    private final Set<String> taken = new HashSet<>();

    /**
     * Opens the books.
     *
     * @param nanoTime a clock that never goes back
     */
    ReplayDesk(
            List<ReplayTarget> targets,
            DeliveryProgress journals,
            Surroundings around,
            Lakes lakes,
            PublishingSettings settings,
            LongSupplier nanoTime) {
        this.targets = new HashMap<>();
        targets.forEach(target -> this.targets.put(target.name(), target));
        this.journals = journals;
        this.around = around;
        this.lakes = lakes;
        this.nanoTime = nanoTime;
        this.book = new ReplayBook(journals.journal("replays"), settings.journalSize().bytes());
    }

    /** Goes on with what was under way, and tidies up after what a crash has interrupted. */
    void begin() {
        for (ReplayEntry entry : book.all()) {
            switch (entry.phase()) {
                case PREPARED -> {
                    ReplayFiles.open(entry.id(), journals).delete();
                    book.forget(entry.id());
                }
                case RUNNING, CANCELLING -> resume(entry);
                case ENDED -> sweep(entry, ReplayFiles.open(entry.id(), journals));
                case SWEPT -> {}
            }
        }
        targets.values().forEach(this::recount);
        jobs.values().forEach(ReplayJob::start);
    }

    @Override
    public Estimate estimate(ReplayRequest request) {
        target(request);
        ReplayChoice choice = ReplayChoice.of(request, around, lakes);
        return new Estimate(choice.records(), choice.byStream());
    }

    @Override
    public Replay start(ReplayRequest request) {
        ReplayTarget target = target(request);
        take(request.sink());
        boolean begun = false;
        try {
            ReplayChoice choice = ReplayChoice.of(request, around, lakes);
            choice.danger(request, target.traits().idempotency())
                    .ifPresent(danger -> {
                        throw new IllegalArgumentException(danger);
                    });
            ReplayJob job = make(request, target, choice);
            begun = true;
            job.start();
            return shown(job.entry());
        } finally {
            if (!begun) {
                giveBack(request.sink());
            }
        }
    }

    @Override
    public List<Replay> all() {
        return book.all().reversed().stream()
                .filter(entry -> entry.phase() != Phase.PREPARED)
                .map(this::shown)
                .toList();
    }

    @Override
    public Optional<Replay> find(String id) {
        return book.find(id).filter(entry -> entry.phase() != Phase.PREPARED).map(this::shown);
    }

    @Override
    public boolean cancel(String id) {
        lock.lock();
        try {
            ReplayJob job = jobs.get(id);
            Optional<ReplayEntry> entry = book.find(id).filter(known -> !known.isEnded());
            if (job == null || entry.isEmpty()) {
                return false;
            }
            book.put(entry.get().in(Phase.CANCELLING));
            job.cancel();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Asks every replay to end at its next batch, to go on after the next start. */
    void stop() {
        jobs.values().forEach(ReplayJob::stop);
    }

    /** Waits for the end of all replays and closes the books. */
    void join() throws InterruptedException {
        for (ReplayJob job : jobs.values()) {
            job.join();
        }
        book.close();
    }

    @Override
    public void moved(ReplayJob job) {
        recount(target(job.entry().request()));
    }

    @Override
    public void ended(ReplayJob job, State state, Optional<String> note) {
        ReplayEntry entry;
        lock.lock();
        try {
            var ending =
                    new ReplayEntry.Ending(
                            state, around.clock().instant(), job.delivered(), job.refused(), note);
            entry = job.entry().ended(ending);
            book.put(entry, redelivered(job));
            jobs.remove(entry.id());
            taken.remove(entry.request().sink());
        } finally {
            lock.unlock();
        }
        sweep(entry, job.files());
    }

    private ReplayTarget target(ReplayRequest request) {
        ReplayTarget target = targets.get(request.sink());
        if (target == null) {
            throw new IllegalArgumentException("there is no sink " + request.sink());
        }
        return target;
    }

    private void take(String sink) {
        lock.lock();
        try {
            if (!taken.add(sink)) {
                throw new IllegalArgumentException(
                        "sink " + sink + " has a replay under way: wait for it or cancel it");
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(String sink) {
        lock.lock();
        try {
            taken.remove(sink);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The files first, then the word that they count: a crash in between leaves nothing running.
     */
    private ReplayJob make(ReplayRequest request, ReplayTarget target, ReplayChoice choice) {
        var prepared =
                new ReplayEntry(
                        newId(),
                        request,
                        Phase.PREPARED,
                        around.clock().instant(),
                        choice.span(),
                        Optional.empty());
        book.put(prepared);
        ReplayFiles files = ReplayFiles.open(prepared.id(), journals);
        choice.chosen().keep(files.letters());
        ReplayEntry entry = prepared.in(Phase.RUNNING);
        book.put(entry);
        return job(entry, target, files, choice.chosen());
    }

    private void resume(ReplayEntry entry) {
        ReplayTarget target = targets.get(entry.request().sink());
        ReplayFiles files = ReplayFiles.open(entry.id(), journals);
        if (target == null) {
            abandon(entry, files);
        } else {
            taken.add(target.name());
            job(entry, target, files, Chosen.read(entry.request().source(), files.letters()));
        }
    }

    private void abandon(ReplayEntry entry, ReplayFiles files) {
        var note = "there is no sink " + entry.request().sink() + " any more";
        var ending =
                new ReplayEntry.Ending(
                        State.FAILED, around.clock().instant(), 0, 0, Optional.of(note));
        ReplayEntry ended = entry.ended(ending);
        book.put(ended);
        sweep(ended, files);
    }

    private ReplayJob job(
            ReplayEntry entry, ReplayTarget target, ReplayFiles files, Chosen chosen) {
        var job =
                new ReplayJob(
                        entry,
                        steps ->
                                new ReplayParts(
                                        entry, target, files, chosen, lakes, nanoTime, steps),
                        this);
        jobs.put(entry.id(), job);
        return job;
    }

    private void sweep(ReplayEntry entry, ReplayFiles files) {
        files.delete();
        book.put(entry.in(Phase.SWEPT));
    }

    private void recount(ReplayTarget target) {
        SinkProgress progress = target.setup().ledger().progress();
        ReplayCounts.resolved(progress, around.deadLetters().resolved(target.name()));
        lock.lock();
        try {
            var totals = new TreeMap<String, Long>(book.redelivered(target.name()));
            jobs.values().stream()
                    .filter(job -> job.entry().request().sink().equals(target.name()))
                    .forEach(job ->
                            redelivered(job)
                                    .forEach((stream, records) ->
                                            totals.merge(stream, records, Long::sum)));
            ReplayCounts.redelivered(progress, totals);
        } finally {
            lock.unlock();
        }
    }

    /** What a replay has delivered, unless it was dead letters of the sink itself. */
    private static Map<String, Long> redelivered(ReplayJob job) {
        ReplayRequest request = job.entry().request();
        return request.source() instanceof Source.DeadLettersOf of
                        && of.refusedBy().equals(request.sink())
                ? Map.of()
                : job.deliveredByStream();
    }

    private Replay shown(ReplayEntry entry) {
        Optional<ReplayJob> job = Optional.ofNullable(jobs.get(entry.id()));
        Optional<ReplayEntry.Ending> ending = entry.ending();
        return new Replay(
                entry.id(),
                entry.request(),
                ending.map(ReplayEntry.Ending::state).orElse(State.RUNNING),
                entry.startedAt(),
                ending.map(ReplayEntry.Ending::at),
                entry.span().records(),
                ending.map(ReplayEntry.Ending::delivered)
                        .or(() -> job.map(ReplayJob::delivered))
                        .orElse(0L),
                ending.map(ReplayEntry.Ending::refused)
                        .or(() -> job.map(ReplayJob::refused))
                        .orElse(0L),
                ending.isPresent()
                        ? ending.flatMap(ReplayEntry.Ending::note)
                        : job.flatMap(ReplayJob::note));
    }

    private String newId() {
        var id = new StringBuilder("r");
        while (id.length() < ID_LENGTH) {
            id.append(LETTERS.charAt(around.random().nextInt(LETTERS.length())));
        }
        return book.find(id.toString()).isEmpty() ? id.toString() : newId();
    }
}
