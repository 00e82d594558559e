package dev.headrace.publishing;

import dev.headrace.eventlog.EventLogFailedException;
import dev.headrace.eventlog.LogFrame;
import dev.headrace.publishing.MemoryBudget.Hold;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Delivers the log to one sink. One thread owns all state; the log's reader and the calls into the
 * plugin run on other threads and hand it what they have through a queue.
 *
 * <p>Each turn takes what came, sees to deadlines, writes the books, and begins the writes that may
 * begin.
 */
final class SinkDispatcher {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");
    private static final int TASKS_PER_TURN = 256;
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    private final SinkSetup setup;
    private final PublishingSettings settings;
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Delivery delivery;
    private final SteadyClock time;
    private final SinkBooks books;
    private final Intake intake;
    private final BatchQueue queue;
    private final SinkGate gate;
    private final SinkConnection connection;
    private final TargetCheck check;
    private final AskedCheck asked;
    private final FrameReader reader;
    private final Thread thread;

    private long retries;
    private Optional<Instant> drainUntil = Optional.empty();
    private volatile Standing standing;
    private volatile boolean ended;

    /** What others may see of the state. */
    record Standing(
            SinkState state,
            Instant since,
            Optional<String> lastError,
            Optional<Instant> oldest,
            long retries,
            SinkWork work) {}

    SinkDispatcher(SinkSetup setup) {
        this.setup = setup;
        this.settings = setup.settings();
        this.delivery = Delivery.of(setup);
        this.time = delivery.time();
        this.books = delivery.books();
        this.intake = delivery.intake();
        this.queue = delivery.queue();
        this.gate = delivery.gate();
        var answers = new WriteAnswers(delivery, this::isIdle, this::isDraining);
        this.connection =
                new SinkConnection(
                        setup.factory(),
                        setup.first(),
                        setup.traits().parallelWrites(),
                        setup.context(),
                        settings,
                        tasks::add,
                        answers);
        this.check = new TargetCheck(setup, tasks::add, answers::checked);
        this.asked = new AskedCheck(setup, tasks::add);
        this.reader =
                new FrameReader(
                        setup.name(),
                        setup.around().log(),
                        setup.ledger().progress().lowWater(),
                        delivery.budget(),
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

    /** Asks the dispatcher to write nothing more until it is resumed. */
    void pause() {
        tasks.add(() -> gate.pause(time.now()));
    }

    /** Asks the dispatcher to write again, with a new instance if the sink was parked. */
    void resume() {
        tasks.add(() -> gate.resume(time.now()));
    }

    /** Asks the open instance whether it can use its target; the answer comes in time. */
    CompletableFuture<List<SinkFindings.Finding>> check() {
        var answer = new CompletableFuture<List<SinkFindings.Finding>>();
        tasks.add(() -> asked.ask(connection.instance(), gate.lastError(), time.now(), answer));
        return answer;
    }

    /** Asks the dispatcher to finish what is under way and to end. */
    void drain() {
        reader.stop();
        tasks.add(() -> drainUntil = Optional.of(time.now().plus(settings.grace())));
    }

    /** Waits for the end. */
    void join() throws InterruptedException {
        reader.join();
        thread.join();
    }

    /** Whether it has ended by itself or because it was asked to. */
    boolean hasEnded() {
        return ended;
    }

    /** How the sink stands, as of the last turn; the memory in use is of now. */
    Standing standing() {
        return standing;
    }

    long heldBytes() {
        return delivery.budget().used();
    }

    private boolean isIdle() {
        return connection.underWay() == 0;
    }

    private boolean isDraining() {
        return drainUntil.isPresent();
    }

    private void run() {
        try {
            work();
            finishBooks();
            gate.close(time.now());
        } catch (InterruptedException e) {
            LOG.log(Level.WARNING, "Delivery to sink {0} was interrupted", setup.name());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "Delivery to sink " + setup.name() + " has failed", e);
            gate.park("internal-error", time.now());
            reader.stop();
        }
        check.interrupt();
        asked.end();
        connection.close();
        standing = look();
        ended = true;
    }

    private void work() throws InterruptedException {
        while (drainUntil.isEmpty()) {
            turn();
        }
        while (!connection.isQuiet() && time.now().isBefore(drainUntil.get())) {
            turn();
        }
        connection.interrupt();
        Instant lastWord = time.now().plus(settings.lastWord());
        while (!connection.isQuiet() && time.now().isBefore(lastWord)) {
            turn();
        }
    }

    private void turn() throws InterruptedException {
        Runnable task = tasks.poll(sleep().toMillis(), TimeUnit.MILLISECONDS);
        for (int i = 0; task != null && i < TASKS_PER_TURN; i++) {
            task.run();
            task = i + 1 < TASKS_PER_TURN ? tasks.poll() : null;
        }
        Instant now = time.now();
        connection.watch(now);
        check.watch(now);
        asked.watch(now);
        keepBooks(now);
        if (drainUntil.isEmpty()) {
            connect(now);
            dispatch(now);
            ask(now);
        }
        delivery.budget().hold(delivery.isRetryListFull() ? Hold.HELD : Hold.FREE);
        standing = look();
    }

    private Duration sleep() {
        Instant now = time.now();
        Instant wake =
                Stream.of(
                                gate.opensAt(now),
                                queue.nextDue(now),
                                intake.assembler().ripeAt(),
                                connection.nextDeadline(),
                                check.nextDeadline(),
                                asked.nextDeadline(),
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
        Intake.Taken taken = intake.take(frame, time.now());
        books.refuse(taken.tooLarge(), time.wallNow());
        taken.batches().forEach(queue::add);
    }

    private void keepBooks(Instant now) {
        if (!gate.permitsBooks(now)) {
            return;
        }
        try {
            books.write();
            books.record(now);
            if (gate.isStalled()) {
                LOG.log(Level.INFO, "The books of sink {0} can be written again", setup.name());
                gate.booksWritten(now);
            }
        } catch (EventLogFailedException e) {
            stall(e, now);
        }
    }

    /** What the disk refuses now it may take later, unless it has lost what it took. */
    private void stall(EventLogFailedException cause, Instant now) {
        if (!gate.isStalled()) {
            LOG.log(Level.ERROR, "The books of sink " + setup.name() + " are not written", cause);
        }
        switch (cause.remedy()) {
            case RETRY -> gate.stalled(now);
            case RESTART -> gate.broken(now);
        }
    }

    /** The last try: what the disk refuses now is found out again after the next start. */
    private void finishBooks() {
        try {
            books.write();
            setup.ledger().progress().record();
        } catch (EventLogFailedException e) {
            LOG.log(Level.ERROR, "The last progress of sink " + setup.name() + " is lost", e);
        }
    }

    private void connect(Instant now) {
        if (gate.isParked()) {
            connection.renew();
        } else if (!connection.isOpen() && gate.permits(now, 1) > 0) {
            connection.open(now);
        }
    }

    private void dispatch(Instant now) {
        if (!connection.isOpen() || intake.isRecovering()) {
            return;
        }
        var batches = new ArrayList<Batch>();
        var busy = connection.busyKeys();
        int free = gate.permits(now, setup.traits().parallelWrites()) - connection.underWay();
        while (free > batches.size()) {
            Optional<Batch> batch = next(now, busy);
            if (batch.isEmpty()) {
                break;
            }
            batches.add(batch.get());
            busy.addAll(batch.get().keys());
        }
        try {
            books.plan(batches);
        } catch (EventLogFailedException e) {
            batches.forEach(queue::add);
            stall(e, now);
            return;
        }
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
            if (closed.isEmpty() && isOutOfMemory()) {
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

    /** Frames that were read and not taken yet are about to become records of open batches. */
    private boolean isOutOfMemory() {
        return delivery.budget().isFull() && tasks.isEmpty();
    }

    private void ask(Instant now) {
        if (delivery.witness().takeQuestion()) {
            connection.instance().ifPresent(sink -> check.begin(sink, now));
        }
    }

    private Standing look() {
        return new Standing(
                gate.state(),
                time.wall(gate.since()),
                gate.lastError(),
                intake.oldest(),
                retries,
                new SinkWork(
                        delivery.held(),
                        queue.retrying(),
                        delivery.budget().used(),
                        connection.underWay(),
                        delivery.wish().records(),
                        delivery.wish().bytes(),
                        setup.ledger().progress().recordedLowWater()));
    }
}
