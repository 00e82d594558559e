package dev.headrace.publishing;

import dev.headrace.eventlog.DeadLetters;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkTraits;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A sink that replays may go to.
 *
 * @param setup what its usual delivery is made of
 * @param state how its usual delivery stands
 */
record ReplayTarget(SinkSetup setup, Supplier<SinkState> state) {

    String name() {
        return setup.name();
    }

    SinkTraits traits() {
        return setup.traits();
    }

    /** Whether an operator or a fault keeps the sink from being written to. */
    boolean isHeld() {
        return switch (state.get()) {
            case STARTING, RUNNING, THROTTLED, UNAVAILABLE, UNAUTHORISED -> false;
            case STALLED, PAUSED, PARKED, CLOSED -> true;
        };
    }

    /**
     * A dispatcher beside the usual one, over an instance of the sink of its own.
     *
     * @param ledger the replay's books
     * @param log what is replayed
     * @param letters told what the sink refuses
     */
    SinkDispatcher dispatcher(SinkLedger ledger, ReplayLog log, DeadLetters letters) {
        Sink first = setup.factory().create();
        Surroundings around = setup.around();
        return new SinkDispatcher(
                new SinkSetup(
                        setup.factory(),
                        first,
                        oneAtATime(setup.traits()),
                        context(),
                        ledger,
                        routes(),
                        new Surroundings(
                                log, letters, around.streams(), around.clock(), around.random()),
                        setup.settings(),
                        setup.backoff()));
    }

    /** The sink's folder is not the replay's, and no sink's name has a dot. */
    private SinkRuntimeContext context() {
        SinkRuntimeContext usual = setup.context();
        return new SinkRuntimeContext(
                usual.name(),
                usual.clock(),
                usual.random(),
                usual.logger(),
                usual.metrics(),
                usual.streams(),
                ScratchFolder.emptied(usual.scratch().resolveSibling("replay." + usual.name())),
                usual.omissions());
    }

    /** A frame of any epoch but this one is for the sink. */
    private static Routes routes() {
        var nobody = new RouteEpoch(ReplaySource.PASSED, Map.of());
        return new Routes(new FixedJournal(List.of(nobody.encode())));
    }

    /** The usual delivery has the other writes that the target allows. */
    private static SinkTraits oneAtATime(SinkTraits traits) {
        return new SinkTraits(
                1,
                traits.maxRecords(),
                traits.maxBytes(),
                traits.maxRecordBytes(),
                traits.linger(),
                traits.wishedBytes(),
                traits.grouping(),
                traits.ordering(),
                traits.idempotency());
    }
}
