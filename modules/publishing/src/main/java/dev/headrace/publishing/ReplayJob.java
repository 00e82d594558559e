package dev.headrace.publishing;

import dev.headrace.eventlog.DeadLetter;
import dev.headrace.publishing.SinkDispatcher.Standing;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One replay under way: a dispatcher over the replay's own log and books, and a thread that looks
 * after it. When the sink parks, a new instance is tried after a while, for as long as the replay
 * runs. Safe for use by several threads.
 */
final class ReplayJob {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");
    private static final Set<String> DEADLY = Set.of("journal-failed", "internal-error");
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final ReplayEntry entry;
    private final ReplayParts parts;
    private final Listener listener;
    private final Semaphore signals = new Semaphore(0);
    private final Thread thread;
    private volatile Wish wish;
    private volatile Optional<String> waits = Optional.empty();
    private volatile Optional<String> lastRefusal = Optional.empty();

    /** What others want of the job. */
    private enum Wish {
        RUN,
        CANCEL,
        STOP
    }

    /** Who is told, on the job's thread. */
    interface Listener {
        /** More is durably delivered. */
        void moved(ReplayJob job);

        /** The sink is closed; the files are still there. */
        void ended(ReplayJob job, Replays.State state, Optional<String> note);
    }

    /**
     * @param open makes the parts; they get what to call at each step
     */
    ReplayJob(ReplayEntry entry, Function<ReplayParts.Steps, ReplayParts> open, Listener listener) {
        this.entry = entry;
        this.listener = listener;
        this.wish = entry.phase() == ReplayEntry.Phase.CANCELLING ? Wish.CANCEL : Wish.RUN;
        this.parts = open.apply(new ReplayParts.Steps(this::refused, this::recorded));
        this.thread =
                Thread.ofPlatform()
                        .name("headrace-replay-" + entry.id())
                        .daemon()
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    ReplayEntry entry() {
        return entry;
    }

    ReplayFiles files() {
        return parts.files();
    }

    /** Asks it to end at the next batch. */
    void cancel() {
        wish = Wish.CANCEL;
        signals.release();
    }

    /** Asks it to end at the next batch, to go on after the next start. */
    void stop() {
        if (wish == Wish.RUN) {
            wish = Wish.STOP;
        }
        signals.release();
    }

    void join() throws InterruptedException {
        thread.join();
    }

    long delivered() {
        return counts().values().stream().mapToLong(StreamCounts::delivered).sum();
    }

    long refused() {
        return counts().values().stream().mapToLong(StreamCounts::deadLettered).sum();
    }

    /** What the sink has taken, by stream. */
    Map<String, Long> deliveredByStream() {
        return counts().entrySet().stream()
                .filter(stream -> stream.getValue().delivered() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, s -> s.getValue().delivered()));
    }

    /** Why it waits, or what could not be delivered. */
    Optional<String> note() {
        long lost = counts().values().stream().mapToLong(StreamCounts::unreadable).sum();
        Optional<String> note = waits;
        if (note.isEmpty() && lost > 0) {
            note = Optional.of(lost + " records are not there any more");
        }
        return note.or(() -> lastRefusal.map(code -> "refused again, the last with " + code))
                .or(this::left);
    }

    private Optional<String> left() {
        long left = entry.span().left();
        return left > 0
                ? Optional.of(left + " more letters are left for another replay")
                : Optional.empty();
    }

    private Map<String, StreamCounts> counts() {
        return parts.progress().streams();
    }

    private void refused(DeadLetter letter) {
        lastRefusal = Optional.of(letter.code());
    }

    private void recorded() {
        listener.moved(this);
        signals.release();
    }

    private void run() {
        try {
            parts.resume();
            while (wish == Wish.RUN && !parts.isDelivered()) {
                deliver();
            }
            waits = Optional.empty();
            if (parts.isDelivered()) {
                listener.ended(this, Replays.State.DONE, note());
            } else if (wish == Wish.CANCEL) {
                listener.ended(this, Replays.State.CANCELLED, note());
            } else {
                parts.files().close();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The replay " + entry.id() + " cannot go on", e);
            waits = Optional.of("stopped by a failed disk or a bug; goes on after the next start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Delivers until all is delivered, somebody wants an end, or the sink parks. */
    private void deliver() throws InterruptedException {
        SinkDispatcher dispatcher;
        try {
            dispatcher = parts.dispatcher();
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "Sink " + entry.request().sink() + " has a bug", e);
            waits = Optional.of("waits: the sink could not be made");
            await(parts.pause());
            return;
        }
        dispatcher.start();
        Standing standing = dispatcher.standing();
        while (wish == Wish.RUN && !parts.isDelivered() && !isParked(standing)) {
            waits = waitsFor(standing);
            await(LOOK_EVERY);
            standing = dispatcher.standing();
        }
        dispatcher.drain();
        dispatcher.join();
        checkAlive(standing);
        if (isParked(standing) && wish == Wish.RUN) {
            waits = waitsFor(standing);
            await(parts.pause());
        }
    }

    /** A dispatcher that could not keep its books has not kept them: another could not, either. */
    private static void checkAlive(Standing standing) {
        String fault = standing.lastError().orElse("");
        if (isParked(standing) && DEADLY.contains(fault)) {
            throw new IllegalStateException("its dispatcher ended with " + fault);
        }
    }

    private static boolean isParked(Standing standing) {
        return standing.state() == SinkState.PARKED;
    }

    private Optional<String> waitsFor(Standing standing) {
        if (parts.target().isHeld()) {
            return Optional.of("waits: the sink is " + word(parts.target().state().get()));
        }
        return switch (standing.state()) {
            case STARTING, RUNNING, CLOSED -> Optional.empty();
            case THROTTLED, UNAVAILABLE, UNAUTHORISED, STALLED, PAUSED, PARKED ->
                    Optional.of(
                            "waits: "
                                    + standing.lastError().orElseGet(() -> word(standing.state())));
        };
    }

    private static String word(SinkState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private void await(Duration atMost) throws InterruptedException {
        if (signals.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            signals.drainPermits();
        }
    }
}
