package dev.headrace.publishing;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.Sink;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks a sink whether it can use its target, on a thread of its own, with a deadline; never twice
 * at once, also when a check hangs. Owned by one dispatcher's thread.
 */
final class TargetCheck {

    private final SinkSetup setup;
    private final Executor dispatcher;
    private final Consumer<Finding> listener;
    private @Nullable SinkCall call;
    private boolean abandoned;

    /** What a check says of the target. */
    enum Finding {
        /** Looked at, and in order. */
        FINE,
        /** Out of order, or not looked at, or the check itself failed. */
        DOUBTFUL
    }

    /**
     * @param dispatcher runs what it is given on the dispatcher's thread, where the listener is
     *     told
     */
    TargetCheck(SinkSetup setup, Executor dispatcher, Consumer<Finding> listener) {
        this.setup = setup;
        this.dispatcher = dispatcher;
        this.listener = listener;
    }

    void begin(Sink sink, Instant now) {
        if (call == null) {
            abandoned = false;
            call =
                    SinkCall.start(
                            "headrace-sink-" + setup.name() + "-check",
                            setup.factory().plugin(),
                            now.plus(setup.settings().openTimeout()),
                            sink::check,
                            answer -> dispatcher.execute(() -> answered(answer)));
        }
    }

    /** Sees to the deadline. */
    void watch(Instant now) {
        SinkCall running = call;
        if (running != null && !abandoned && running.overdue(now, setup.settings().lastWord())) {
            abandoned = true;
            listener.accept(Finding.DOUBTFUL);
        }
    }

    /** When {@link #watch} has something to do. */
    Optional<Instant> nextDeadline() {
        return abandoned
                ? Optional.empty()
                : Optional.ofNullable(call).map(it -> it.due(setup.settings().lastWord()));
    }

    void interrupt() {
        SinkCall running = call;
        if (running != null) {
            running.interrupt();
        }
    }

    private void answered(SinkCall.Answer<CheckReport> answer) {
        call = null;
        if (!abandoned) {
            listener.accept(finding(answer));
        }
    }

    private static Finding finding(SinkCall.Answer<CheckReport> answer) {
        if (answer instanceof SinkCall.Answer.Returned<CheckReport>(CheckReport report)) {
            boolean looked =
                    report.findings().stream()
                            .anyMatch(found -> found.level() == CheckReport.Level.OK);
            return looked && report.usable() ? Finding.FINE : Finding.DOUBTFUL;
        }
        return Finding.DOUBTFUL;
    }
}
