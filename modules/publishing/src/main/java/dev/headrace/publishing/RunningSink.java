package dev.headrace.publishing;

import dev.headrace.publishing.SinkDispatcher.Standing;
import dev.headrace.publishing.SinkFindings.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One configured sink and its delivery. Safe for use by several threads. */
final class RunningSink {

    /** How long a busy dispatcher may take until it sees a question. */
    private static final Duration FOR_A_TURN = Duration.ofSeconds(5);

    private final SinkSetup setup;
    private final SinkCounters counters;
    private final CatalogStreams streams;
    private volatile SinkDispatcher dispatcher;

    RunningSink(SinkSetup setup, SinkCounters counters, CatalogStreams streams) {
        this.setup = setup;
        this.counters = counters;
        this.streams = streams;
        this.dispatcher = new SinkDispatcher(setup);
    }

    String name() {
        return setup.name();
    }

    SinkLedger ledger() {
        return setup.ledger();
    }

    /** The sink as replays see it. */
    ReplayTarget replayTarget() {
        return new ReplayTarget(setup, () -> dispatcher.standing().state());
    }

    CatalogStreams streams() {
        return streams;
    }

    void start() {
        dispatcher.start();
    }

    void pause() {
        dispatcher.pause();
    }

    /** Goes on; delivery that has ended by a fault of Headrace's own begins as after a restart. */
    synchronized void resume() {
        if (dispatcher.hasEnded()) {
            var again = new SinkDispatcher(setup.withNewInstance());
            again.start();
            dispatcher = again;
        } else {
            dispatcher.resume();
        }
    }

    /** Whether the sink can use its target; answers in a bounded time. */
    SinkFindings check() throws InterruptedException {
        return new SinkFindings(name(), setup.ledger().sink().type(), findings());
    }

    private List<Finding> findings() throws InterruptedException {
        SinkDispatcher asked = dispatcher;
        if (asked.hasEnded()) {
            return List.of(Finding.failed("the delivery to the sink has ended: resume it"));
        }
        PublishingSettings settings = setup.settings();
        Duration atMost = settings.openTimeout().plus(settings.lastWord()).plus(FOR_A_TURN);
        try {
            return asked.check().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return List.of(Finding.failed("the delivery to the sink does not answer"));
        } catch (ExecutionException e) {
            throw new IllegalStateException("an answer is never a failure", e);
        }
    }

    void drain() {
        dispatcher.drain();
    }

    void join() throws InterruptedException {
        dispatcher.join();
        streams.close();
    }

    /**
     * How the sink stands.
     *
     * @param end the log's end
     */
    SinkStatus status(long end, Instant now) {
        SinkProgress progress = setup.ledger().progress();
        Standing standing = dispatcher.standing();
        Map<String, StreamCounts> counts = progress.streams();
        return new SinkStatus(
                setup.name(),
                setup.ledger().sink().type(),
                setup.ledger().sink().required(),
                standing.state(),
                standing.since(),
                standing.lastError(),
                progress.incompleteBelow(end),
                standing.oldest().map(at -> age(at, now)).orElse(Duration.ZERO),
                counts.values().stream().mapToLong(StreamCounts::pending).sum(),
                standing.retries(),
                standing.work().with(dispatcher.heldBytes(), progress.recordedLowWater()),
                counts,
                counters.values());
    }

    private static Duration age(Instant receivedAt, Instant now) {
        return receivedAt.isBefore(now) ? Duration.between(receivedAt, now) : Duration.ZERO;
    }
}
