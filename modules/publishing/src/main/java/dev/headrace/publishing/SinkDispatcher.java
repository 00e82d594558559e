package dev.headrace.publishing;

import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.WriteResult;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Delivers the log to one sink. One thread owns all state; the log's reader and the calls into the
 * plugin run on other threads and hand it what they have through a queue.
 *
 * <p>Each turn takes what came, sees to deadlines, records progress, and begins the writes that may
 * begin.
 */
final class SinkDispatcher {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");
    private static final int TASKS_PER_TURN = 256;
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private final SinkSetup setup;
    private final PublishingSettings settings;
    private final SinkTraits traits;
    private final Clock clock;
    private final SinkBooks books;
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final MemoryBudget budget;
    private final Intake intake;
    private final BatchQueue queue;
    private final Settler settler;
    private final SinkGate gate;
    private final SinkConnection connection;
    private final FrameReader reader;
    private final Thread thread;

    private long successes;
    private long retries;
    private Optional<Instant> drainUntil = Optional.empty();
    private volatile Standing standing;

    /** What others may see of the state. */
    record Standing(
            SinkState state,
            Instant since,
            Optional<String> lastError,
            Optional<Instant> oldest,
            long retries) {}

    SinkDispatcher(SinkSetup setup) {
        this.setup = setup;
        this.settings = setup.settings();
        this.traits = setup.traits();
        this.clock = setup.around().clock();
        this.budget = new MemoryBudget(settings.memoryPerSink().bytes());
        this.intake = new Intake(setup.ledger(), setup.routes(), traits, budget);
        this.queue = new BatchQueue(traits.ordering());
        this.settler = new Settler(traits, settings, setup.backoff());
        Instant now = clock.instant();
        this.books =
                new SinkBooks(
                        setup.ledger(),
                        setup.around().deadLetters(),
                        traits.idempotency(),
                        settings.recordEvery(),
                        now);
        this.gate = new SinkGate(settings, setup.backoff(), now);
        this.connection =
                new SinkConnection(
                        setup.factory(),
                        setup.first(),
                        traits.parallelWrites(),
                        setup.context(),
                        settings,
                        tasks::add,
                        new Answers());
        this.reader =
                new FrameReader(
                        setup.name(),
                        setup.around().log(),
                        setup.ledger().progress().lowWater(),
                        budget,
                        frame -> tasks.add(() -> take(frame)));
        this.thread =
                Thread.ofPlatform()
                        .name("headrace-deliver-" + setup.name())
                        .daemon()
                        .unstarted(this::run);
        this.standing = look();
    }

    void start() {
        thread.start();
        reader.start();
    }

    /** Asks the dispatcher to finish what is under way and to end. */
    void drain() {
        reader.stop();
        tasks.add(() -> drainUntil = Optional.of(clock.instant().plus(settings.grace())));
    }

    /** Waits for the end. */
    void join() throws InterruptedException {
        reader.join();
        thread.join();
    }

    Standing standing() {
        return standing;
    }

    private void run() {
        try {
            work();
            setup.ledger().progress().record();
            gate.close(clock.instant());
        } catch (InterruptedException e) {
            LOG.log(Level.WARNING, "Delivery to sink {0} was interrupted", setup.name());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Delivery to sink " + setup.name() + " has failed", e);
            boolean disk = e instanceof EventLogFailedException;
            gate.park(disk ? "journal-failed" : "internal-error", clock.instant());
            reader.stop();
        }
        connection.close();
        standing = look();
    }

    private void work() throws InterruptedException {
        while (drainUntil.isEmpty()) {
            turn();
        }
        while (!connection.isQuiet() && clock.instant().isBefore(drainUntil.get())) {
            turn();
        }
        connection.interrupt();
        Instant lastWord = clock.instant().plus(settings.lastWord());
        while (!connection.isQuiet() && clock.instant().isBefore(lastWord)) {
            turn();
        }
    }

    private void turn() throws InterruptedException {
        Runnable task = tasks.poll(sleep().toMillis(), TimeUnit.MILLISECONDS);
        for (int i = 0; task != null && i < TASKS_PER_TURN; i++) {
            task.run();
            task = i + 1 < TASKS_PER_TURN ? tasks.poll() : null;
        }
        Instant now = clock.instant();
        connection.watch(now);
        books.record(now);
        if (drainUntil.isEmpty()) {
            connect(now);
            dispatch(now);
        }
        standing = look();
    }

    private Duration sleep() {
        Instant now = clock.instant();
        Instant wake =
                Stream.of(
                                gate.opensAt(now),
                                queue.nextDue(now),
                                intake.assembler().ripeAt(),
                                connection.nextDeadline(),
                                books.recordAt(),
                                drainUntil)
                        .flatMap(Optional::stream)
                        .filter(at -> at.isAfter(now))
                        .min(Instant::compareTo)
                        .orElse(Instant.MAX);
        Instant latest = now.plus(LONGEST_SLEEP);
        Duration sleep = Duration.between(now, wake.isBefore(latest) ? wake : latest);
        return sleep.plusMillis(1);
    }

    private void take(LogFrame frame) {
        Instant now = clock.instant();
        Intake.Taken taken = intake.take(frame, now);
        books.refuse(taken.tooLarge(), now);
        taken.batches().forEach(queue::add);
    }

    private void connect(Instant now) {
        if (!connection.isOpen() && gate.permits(now, 1) > 0) {
            connection.open(now);
        }
    }

    private void dispatch(Instant now) {
        if (!connection.isOpen() || intake.isRecovering()) {
            return;
        }
        var batches = new ArrayList<Batch>();
        var busy = connection.busyKeys();
        int free = gate.permits(now, traits.parallelWrites()) - connection.underWay();
        while (free > batches.size()) {
            Optional<Batch> batch = next(now, busy);
            if (batch.isEmpty()) {
                break;
            }
            batches.add(batch.get());
            busy.addAll(batch.get().keys());
        }
        books.plan(batches);
        for (Batch batch : batches) {
            retries += batch.attempt() > 0 ? 1 : 0;
            connection.write(batch, now);
        }
    }

    /**
     * The next batch to write: a waiting one, else an old open one, else any when memory is out.
     */
    private Optional<Batch> next(Instant now, Set<String> busy) {
        Optional<Batch> batch = queue.next(now, busy);
        while (batch.isEmpty()) {
            Optional<Batch> closed = intake.assembler().closeRipe(now);
            if (closed.isEmpty() && budget.isFull()) {
                closed = intake.assembler().closeOldest();
            }
            if (closed.isEmpty()) {
                return Optional.empty();
            }
            queue.add(closed.get());
            batch = queue.next(now, busy);
        }
        return batch;
    }

    private void settle(Batch batch, Settlement settlement) {
        books.settle(batch, settlement, clock.instant());
        settlement.again().forEach(queue::add);
    }

    private Settler.Circumstances circumstances() {
        boolean alone = queue.isEmpty() && connection.underWay() == 0;
        return new Settler.Circumstances(
                clock.instant(), successes, alone ? Settler.Company.ALONE : Settler.Company.OTHERS);
    }

    private Standing look() {
        return new Standing(gate.state(), gate.since(), gate.lastError(), intake.oldest(), retries);
    }

    /** What the calls into the plugin came back with. */
    private final class Answers implements SinkConnection.Listener {

        @Override
        public void opened() {
            gate.opened(clock.instant());
        }

        @Override
        public void openFailed(SinkCall.Answer<Sink> answer) {
            Instant now = clock.instant();
            switch (answer) {
                case SinkCall.Answer.Faulted<Sink>(SinkException fault) -> {
                    LOG.log(Level.WARNING, "Sink " + setup.name() + " did not open", fault);
                    gate.failed(fault, now);
                }
                case SinkCall.Answer.Broke<Sink>(Throwable bug) -> {
                    LOG.log(Level.ERROR, "Sink " + setup.name() + " has a bug", bug);
                    gate.unavailable("exception", now);
                    gate.bug(now);
                }
                case SinkCall.Answer.Interrupted<Sink> i -> gate.unavailable("open-timeout", now);
                case SinkCall.Answer.Returned<Sink> r -> gate.opened(now);
            }
        }

        @Override
        public void wrote(Batch batch, SinkCall.Answer<WriteResult> answer) {
            switch (answer) {
                case SinkCall.Answer.Returned<WriteResult>(WriteResult result) ->
                        answered(batch, result::outcome);
                case SinkCall.Answer.Faulted<WriteResult>(SinkException fault) ->
                        faulted(batch, fault);
                case SinkCall.Answer.Broke<WriteResult>(Throwable bug) -> broke(batch, bug);
                case SinkCall.Answer.Interrupted<WriteResult> i -> interrupted(batch);
            }
        }

        @Override
        public void hung() {
            LOG.log(
                    Level.WARNING,
                    "Every write of sink {0} hangs; it is opened anew",
                    setup.name());
            gate.unavailable("hung", clock.instant());
        }

        private void answered(Batch batch, IntFunction<Outcome> outcomes) {
            setup.ledger().fates().answered(batch, outcomes, clock.instant());
            var settlement = settler.settle(batch, outcomes, circumstances());
            boolean some = false;
            for (int i = 0; i < batch.size(); i++) {
                if (outcomes.apply(i) instanceof Outcome.Delivered) {
                    some = true;
                } else {
                    gate.note(Settler.code(outcomes.apply(i)));
                }
            }
            successes += some ? 1 : 0;
            gate.answered(clock.instant());
            settle(batch, settlement);
        }

        private void faulted(Batch batch, SinkException fault) {
            boolean news = gate.state() == SinkState.RUNNING;
            if (news && !(fault instanceof SinkException.Throttled)) {
                LOG.log(Level.WARNING, "Sink " + setup.name() + " is not taking events", fault);
            }
            if (fault instanceof SinkException.TooLarge) {
                gate.note("too-large");
                gate.answered(clock.instant());
                settle(batch, settler.tooLarge(batch));
            } else {
                gate.failed(fault, clock.instant());
                queue.add(batch);
            }
        }

        private void broke(Batch batch, Throwable bug) {
            LOG.log(Level.ERROR, "Sink " + setup.name() + " has a bug", bug);
            gate.bug(clock.instant());
            settle(batch, settler.afterBug(batch, circumstances()));
        }

        private void interrupted(Batch batch) {
            gate.note("deadline");
            if (drainUntil.isPresent()) {
                queue.add(batch);
            } else {
                settle(
                        batch,
                        settler.settle(
                                batch, index -> new Outcome.Unknown("deadline"), circumstances()));
            }
        }
    }
}
