package dev.headrace.sink.tck;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What networks do, and what an interrupt ends. */
abstract class NetworkedChecks extends Checks {

    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final Duration DRIP = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration STARTED = Duration.ofSeconds(30);

    @Check(
            promise = "an interrupt ends a write within a second, and is not swallowed",
            where = "Sink")
    void anInterruptEndsAWrite() throws Exception {
        Subject sink = bench().opened();
        deliver("a write", sink, bench().batch(0, 3));
        Optional<FaultProxy> proxy = bench().proxy();
        proxy.ifPresent(network -> network.set(new Fault.Drip(DRIP)));
        Call<WriteResult> call = proxy.isPresent() ? underWay(sink, proxy.get()) : writing(sink);
        if (call.hasEnded()) {
            bench().report().note("a write ended before the kit could interrupt it");
            return;
        }
        call.interrupt();

        Call.End<WriteResult> end =
                call.within(Call.AFTER_INTERRUPT)
                        .orElseThrow(() -> new AssertionError("it went on, at " + call.where()));

        require(
                end.answer() instanceof Answer.Interrupted<WriteResult> || end.leftInterrupted(),
                () ->
                        "it ended with neither InterruptedException nor the thread's flag: "
                                + end.answer().inWords());
        require(
                !(end.answer() instanceof Answer.Failed<WriteResult>),
                () -> "it failed: " + end.answer().inWords());
    }

    /** A sink that writes one batch after the other; without a network a write is soon over. */
    private Call<WriteResult> writing(Subject sink) throws InterruptedException {
        var number = new AtomicInteger(10);
        Instant end = Clock.systemUTC().instant().plus(STARTED);
        Call<WriteResult> call = sink.writesCall(() -> bench().batch(number.getAndAdd(3), 3), end);
        call.within(SHORT);
        return call;
    }

    private Call<WriteResult> underWay(Subject sink, FaultProxy proxy) throws Exception {
        long before = proxy.sent();
        Call<WriteResult> call = sink.writeCall(bench().batch(10, 3));
        for (int i = 0; i < STARTED.toMillis() / 10 && proxy.sent() == before; i++) {
            Thread.sleep(10);
        }
        require(
                proxy.sent() > before,
                () -> "the sink did not use the address that config() was given");
        call.within(SHORT);
        return call;
    }

    @Check(
            promise = "the deadline ends a write on a connection that is half open",
            where = "RecordBatch.deadline",
            needs = Need.NETWORK)
    void theDeadlineHoldsUnderAHalfOpenConnection() throws Exception {
        Subject sink = bench().opened();
        deliver("a write", sink, bench().batch(0, 3));
        bench().network().set(new Fault.HalfOpen());
        Call<WriteResult> call = underWay(sink, bench().network());
        call.interrupt();

        require(
                call.within(Call.AFTER_INTERRUPT).isPresent(),
                () -> "it still waits at " + call.where());
    }

    @Check(
            promise = "an interrupt ends open and check on a connection that is half open",
            where = "Sink",
            needs = Need.NETWORK)
    void openAndCheckEndUnderAHalfOpenConnection() throws Exception {
        Subject open = bench().subject();
        Subject checked = bench().opened();
        bench().network().set(new Fault.HalfOpen());
        Call<String> opening = open.openCall();
        Call<CheckReport> checking = checked.checkCall();
        opening.within(SHORT);

        opening.interrupt();
        checking.interrupt();

        require(
                opening.within(Call.AFTER_INTERRUPT).isPresent(),
                () -> "open still waits at " + opening.where());
        require(
                checking.within(Call.AFTER_INTERRUPT).isPresent(),
                () -> "check still waits at " + checking.where());
    }

    @Check(
            promise = "close ends on a connection that is half open",
            where = "Sink.close",
            needs = Need.NETWORK)
    void closeEndsUnderAHalfOpenConnection() throws Exception {
        Subject sink = bench().opened();
        deliver("a write", sink, bench().batch(0, 3));
        bench().network().set(new Fault.HalfOpen());

        Answer<String> answer = sink.closeCall().end(Duration.ofSeconds(20));

        require(
                answer instanceof Answer.Returned<String>,
                () -> "close after 20 seconds and an interrupt: " + answer.inWords());
    }

    @Check(promise = "a slow network is no failure", where = "Sink.write", needs = Need.NETWORK)
    void aSlowNetworkIsNoFailure() throws Exception {
        bench().network().set(new Fault.Latency(LATENCY));
        Subject sink = bench().opened();
        SampleBatch batch = bench().batch(0, 5);

        deliver("a write with " + LATENCY.toMillis() + " ms of latency", sink, batch);

        requireOneCopy("after a slow write", batch.records());
    }

    @Check(
            promise = "data that comes in pieces is still whole",
            where = "Sink.write",
            needs = Need.NETWORK)
    void oneByteAtATimeIsNoFailure() throws Exception {
        bench().network().set(new Fault.Bytewise());
        Subject sink = bench().opened();
        SampleBatch batch = bench().batch(0, 5);

        deliver("a write one byte at a time", sink, batch);

        requireOneCopy("after a write one byte at a time", batch.records());
        requireWhole("after a write one byte at a time", batch.records());
    }

    @Check(
            promise =
                    "a connection that is lost leaves events owed, neither rejected nor Delivered",
            where = "SinkException.Unavailable, Outcome.Unknown",
            needs = Need.NETWORK)
    void aLostConnectionLeavesEventsOwed() throws Exception {
        Subject sink = bench().opened();
        deliver("a write", sink, bench().batch(0, 3));
        bench().network().set(new Fault.ResetInRequest());
        SampleBatch batch = bench().batch(10, 5);

        Answer<WriteResult> answer = sink.writeCall(batch).end(Call.LONGEST.dividedBy(3));

        switch (answer) {
            case Answer.Returned<WriteResult>(WriteResult result) -> {
                require(
                        !Outcomes.has(result, Outcome.Rejected.class),
                        () -> "a lost connection: " + answer.inWords());
                requireStored(
                        "of the events that were Delivered over lost connections",
                        Outcomes.where(batch, result, Outcome.Delivered.class::isInstance)
                                .toList());
            }
            case Answer.Refused<WriteResult>(SinkException reason) ->
                    require(
                            reason instanceof SinkException.Unavailable,
                            () -> "a lost connection: " + answer.inWords());
            case Answer.Interrupted<WriteResult> interrupted -> {
                // It tried until its deadline, which is allowed.
            }
            case Answer.Failed<WriteResult> failed ->
                    throw new AssertionError("a lost connection: " + answer.inWords());
            case Answer.Hung<WriteResult> hung ->
                    throw new AssertionError("a lost connection: " + answer.inWords());
        }
    }
}
