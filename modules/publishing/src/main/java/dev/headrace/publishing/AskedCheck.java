package dev.headrace.publishing;

import dev.headrace.publishing.SinkFindings.Finding;
import dev.headrace.sink.CheckReport;
import dev.headrace.sink.Sink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Asks the open instance of a sink for people whether it can use its target, on a thread of its
 * own, beside the writes. Those who ask while a check is under way get its answer; while one hangs
 * that was given up, there is no other. Owned by one dispatcher's thread.
 */
final class AskedCheck {

    private final SinkSetup setup;
    private final Executor dispatcher;
    private final List<CompletableFuture<List<Finding>>> waiting = new ArrayList<>();
    private Optional<SinkCall> call = Optional.empty();
    private boolean abandoned;

    /**
     * @param dispatcher runs what it is given on the dispatcher's thread
     */
    AskedCheck(SinkSetup setup, Executor dispatcher) {
        this.setup = setup;
        this.dispatcher = dispatcher;
    }

    /**
     * Answers now or later, but answers.
     *
     * @param lastError the last fault of the sink, for the case that it is not open
     */
    void ask(
            Optional<Sink> instance,
            Optional<String> lastError,
            Instant now,
            CompletableFuture<List<Finding>> answer) {
        if (abandoned) {
            answer.complete(List.of(Finding.failed("a check from before has not come back yet")));
        } else if (call.isPresent()) {
            waiting.add(answer);
        } else if (instance.isEmpty()) {
            answer.complete(
                    List.of(
                            Finding.failed(
                                    "the sink is not open"
                                            + lastError
                                                    .map(code -> "; its last fault: " + code)
                                                    .orElse(""))));
        } else {
            waiting.add(answer);
            call =
                    Optional.of(
                            SinkCall.start(
                                    "headrace-sink-" + setup.name() + "-asked-check",
                                    setup.factory().plugin(),
                                    now.plus(setup.settings().openTimeout()),
                                    instance.get()::check,
                                    came -> dispatcher.execute(() -> answered(came))));
        }
    }

    /** Sees to the deadline. */
    void watch(Instant now) {
        if (!abandoned
                && call.filter(running -> running.overdue(now, setup.settings().lastWord()))
                        .isPresent()) {
            abandoned = true;
            tell(
                    List.of(
                            Finding.failed(
                                    "no answer within "
                                            + setup.settings().openTimeout().toSeconds()
                                            + " s")));
        }
    }

    /** When {@link #watch} has something to do. */
    Optional<Instant> nextDeadline() {
        return abandoned
                ? Optional.empty()
                : call.map(running -> running.due(setup.settings().lastWord()));
    }

    /** The delivery ends: nobody waits any longer. */
    void end() {
        call.ifPresent(SinkCall::interrupt);
        tell(List.of(Finding.failed("the delivery to the sink ends")));
    }

    private void answered(SinkCall.Answer<CheckReport> came) {
        call = Optional.empty();
        abandoned = false;
        tell(SinkFindings.of(came));
    }

    private void tell(List<Finding> findings) {
        waiting.forEach(one -> one.complete(findings));
        waiting.clear();
    }
}
