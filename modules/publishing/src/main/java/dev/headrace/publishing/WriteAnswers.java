package dev.headrace.publishing;

import dev.headrace.publishing.LargeBatchView.Missing;
import dev.headrace.publishing.Settler.Circumstances;
import dev.headrace.publishing.Settler.Company;
import dev.headrace.publishing.Witness.Evidence;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/** What follows from the answers of the calls into one sink. For the dispatcher's thread. */
final class WriteAnswers implements SinkConnection.Listener {

    private static final System.Logger LOG = System.getLogger("dev.headrace.publishing");

    private final Delivery delivery;
    private final BooleanSupplier idle;
    private final BooleanSupplier draining;
    private final String sink;
    private long successes;

    /**
     * @param idle whether no write is under way
     * @param draining whether what was interrupted was so because Headrace stops
     */
    WriteAnswers(Delivery delivery, BooleanSupplier idle, BooleanSupplier draining) {
        this.delivery = delivery;
        this.idle = idle;
        this.draining = draining;
        this.sink = delivery.setup().name();
    }

    @Override
    public void opened() {
        delivery.gate().opened(now());
    }

    @Override
    public void openFailed(SinkCall.Answer<Sink> answer) {
        Instant now = now();
        SinkGate gate = delivery.gate();
        delivery.witness().doubt();
        gate.openFailed();
        switch (answer) {
            case SinkCall.Answer.Faulted<Sink>(SinkException fault) -> {
                LOG.log(Level.WARNING, "Sink " + sink + " did not open", fault);
                gate.failed(fault, now);
            }
            case SinkCall.Answer.Broke<Sink>(Throwable bug) -> {
                LOG.log(Level.ERROR, "Sink " + sink + " has a bug", bug);
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
                    answered(batch, index -> steady(result.outcome(index)));
            case SinkCall.Answer.Faulted<WriteResult>(SinkException fault) -> faulted(batch, fault);
            case SinkCall.Answer.Broke<WriteResult>(Throwable bug) -> broke(batch, bug);
            case SinkCall.Answer.Interrupted<WriteResult> i -> interrupted(batch);
        }
    }

    @Override
    public void unread(Batch batch, Missing missing) {
        switch (missing) {
            case Missing.Lost(Range records) -> lost(batch, records);
            case Missing.Unread(RuntimeException cause) -> {
                LOG.log(
                        Level.ERROR,
                        "The event log could not be read for a batch of sink "
                                + sink
                                + "; trying again",
                        cause);
                delivery.gate().note("log-unreadable");
                batch.postpone(now(), Instant.MIN, delivery.setup().backoff());
                delivery.queue().add(batch);
            }
        }
    }

    @Override
    public void hung() {
        LOG.log(Level.WARNING, "Every write of sink {0} hangs; it is opened anew", sink);
        delivery.witness().doubt();
        delivery.gate().unavailable("hung", now());
    }

    /** What the sink's own check has found. */
    void checked(TargetCheck.Finding finding) {
        switch (finding) {
            case FINE -> delivery.witness().passed(now());
            case DOUBTFUL -> delivery.witness().doubt();
        }
    }

    private void answered(Batch batch, IntFunction<Outcome> outcomes) {
        delivery.setup().ledger().fates().answered(batch, outcomes, delivery.wallNow());
        Evidence evidence = evidence(batch);
        Settlement settlement =
                delivery.settler().settle(batch, outcomes, circumstances(batch, evidence));
        boolean some = false;
        for (int i = 0; i < batch.size(); i++) {
            if (outcomes.apply(i) instanceof Outcome.Delivered) {
                some = true;
            } else {
                delivery.gate().note(Settler.code(outcomes.apply(i)));
            }
        }
        if (some) {
            successes++;
            delivery.witness().delivered();
            delivery.wish().taken(batch);
        } else if (evidence == Evidence.TARGET_IS_FINE && !settlement.refused().isEmpty()) {
            delivery.witness().spend();
        } else {
            suspect(settlement);
        }
        delivery.gate().answered(now());
        settle(batch, settlement);
    }

    private void faulted(Batch batch, SinkException fault) {
        SinkGate gate = delivery.gate();
        if (gate.state() == SinkState.RUNNING && !(fault instanceof SinkException.Throttled)) {
            LOG.log(Level.WARNING, "Sink " + sink + " is not taking events", fault);
        }
        delivery.witness().doubt();
        if (fault instanceof SinkException.TooLarge) {
            gate.note("too-large");
            gate.answered(now());
            delivery.wish().tooLarge(batch);
            settle(batch, delivery.settler().tooLarge(batch));
            return;
        }
        if (fault instanceof SinkException.Throttled && gate.opensAt(now()).isEmpty()) {
            delivery.wish().throttled();
        }
        gate.failed(fault, now());
        delivery.queue().add(batch);
    }

    private void broke(Batch batch, Throwable bug) {
        LOG.log(Level.ERROR, "Sink " + sink + " has a bug", bug);
        delivery.witness().doubt();
        delivery.gate().bug(now());
        settle(batch, delivery.settler().afterBug(batch, circumstances(batch, Evidence.NONE)));
    }

    private void interrupted(Batch batch) {
        delivery.gate().note("deadline");
        delivery.witness().doubt();
        if (draining.getAsBoolean()) {
            delivery.queue().add(batch);
            return;
        }
        settle(
                batch,
                delivery.settler()
                        .settle(
                                batch,
                                index -> new Outcome.Unknown("deadline"),
                                circumstances(batch, Evidence.NONE)));
    }

    private void lost(Batch batch, Range records) {
        LOG.log(
                Level.ERROR,
                "Sink {0} misses {1} records from {2} on: the event log does not have them any more",
                sink,
                records.size(),
                records.from());
        delivery.books()
                .lose(
                        batch.records().stream()
                                .filter(record -> Settler.isIn(records, record))
                                .toList());
        settle(batch, delivery.settler().without(batch, records));
    }

    private void settle(Batch batch, Settlement settlement) {
        delivery.books().settle(batch, readable(batch, settlement), delivery.time().wallNow());
        settlement.again().forEach(delivery.queue()::add);
    }

    /** A dead letter needs the record's content: of a large batch it has to be read once more. */
    private Settlement readable(Batch batch, Settlement settlement) {
        Optional<LogAgain> source = batch.source();
        if (source.isEmpty() || settlement.refused().isEmpty()) {
            return settlement;
        }
        var refused = new ArrayList<Refusal>();
        var dead = new ArrayList<>(settlement.dead());
        for (Refusal refusal : settlement.refused()) {
            Optional<HeldRecord> content = content(source.get(), refusal.record());
            if (content.isPresent()) {
                refused.add(new Refusal(content.get(), refusal.code(), refusal.detail()));
            } else {
                dead.remove(refusal.record());
                delivery.books().lose(List.of(refusal.record()));
            }
        }
        return new Settlement(settlement.delivered(), refused, dead, settlement.again());
    }

    private Optional<HeldRecord> content(LogAgain source, HeldRecord place) {
        try {
            return source.record(place.sequence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading a refused record", e);
        }
    }

    private Circumstances circumstances(Batch batch, Evidence evidence) {
        boolean alone = idle.getAsBoolean() && delivery.queue().isBehind(batch.keys());
        return new Circumstances(
                now(), successes, alone ? Company.ALONE : Company.OTHERS, evidence);
    }

    private Evidence evidence(Batch batch) {
        OptionalLong lone = batch.lone();
        return lone.isPresent() && isLeftAlone(batch)
                ? delivery.witness().evidence(lone.getAsLong(), now())
                : Evidence.NONE;
    }

    /** A record that has used up its tries, and that no other can clear or accuse. */
    private void suspect(Settlement settlement) {
        if (settlement.again().size() == 1) {
            Batch batch = settlement.again().getFirst();
            if (batch.lone().isPresent()
                    && batch.failures() >= delivery.setup().settings().attempts()
                    && isLeftAlone(batch)) {
                delivery.witness().suspect(batch.lone().getAsLong());
            }
        }
    }

    private boolean isLeftAlone(Batch batch) {
        int attempts = delivery.setup().settings().attempts();
        return idle.getAsBoolean() && !delivery.queue().hasFresh(attempts, batch.keys());
    }

    /** A target names times of the wall clock. */
    private Outcome steady(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Retry(String code, Instant notBefore) ->
                    new Outcome.Retry(code, delivery.time().steady(notBefore));
            case Outcome.Throttled(String code, Instant notBefore) ->
                    new Outcome.Throttled(code, delivery.time().steady(notBefore));
            case Outcome.Delivered _, Outcome.Rejected _, Outcome.Unknown _ -> outcome;
        };
    }

    private Instant now() {
        return delivery.time().now();
    }
}
