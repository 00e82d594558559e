package dev.headrace.publishing;

import dev.headrace.publishing.SinkDispatcher.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** One configured sink and its delivery. Safe for use by several threads. */
final class RunningSink {

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
