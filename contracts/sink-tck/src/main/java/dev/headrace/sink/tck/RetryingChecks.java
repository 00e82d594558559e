package dev.headrace.sink.tck;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.Target.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What failed comes again, and comes once. */
abstract class RetryingChecks extends Checks {

    @Check(
            promise = "the same plan twice leaves one copy",
            where = "SinkTraits.Idempotency.BY_BATCH",
            needs = Need.BY_BATCH)
    void theSamePlanTwiceLeavesOneCopy() throws Exception {
        SampleBatch batch = bench().batch(0, 10);
        deliver("a write", bench().opened(), batch);

        deliver("the same plan by the next instance", bench().opened(), batch.again());

        requireOneCopy("after the same plan twice", batch.records());
    }

    @Check(
            promise = "an event that comes again leaves one copy, whatever the batch",
            where = "SinkTraits.Idempotency.BY_RECORD",
            needs = Need.BY_RECORD)
    void anEventThatComesAgainLeavesOneCopy() throws Exception {
        SampleBatch batch = bench().batch(0, 10);
        deliver("a write", bench().opened(), batch);
        var others = new ArrayList<>(List.of(bench().record(20)));
        others.addAll(batch.records().subList(3, 10));

        deliver("a batch with events of another", bench().opened(), bench().batch(others));

        var all = new ArrayList<>(batch.records());
        all.add(others.getFirst());
        requireOneCopy("after events came again in another batch", all);
    }

    @Check(
            promise = "a retry writes the whole batch again, with the whole of its events",
            where = "SinkRecord.json, Sink.write",
            needs = Need.A_FAULT)
    void aRetryIsComplete() throws Exception {
        int number = 0;
        for (var fault : Faults.of(bench()).entrySet()) {
            Subject sink = bench().opened();
            SampleBatch batch = bench().batch(number, 10);
            number += batch.size();
            try (AutoCloseable trouble = fault.getValue().on()) {
                Answer<WriteResult> first = sink.write(batch);
                require(
                        !(first instanceof Answer.Hung<WriteResult>),
                        () -> "a write under " + fault.getKey() + ": " + first.inWords());
            }

            Map<String, Outcome> outcomes = drive(sink, batch.again());

            require(
                    outcomes.values().stream().allMatch(Outcome.Delivered.class::isInstance),
                    () -> "after " + fault.getKey() + " a retry rejected events");
            requireWhole("after " + fault.getKey() + " and a retry", batch.records());
            if (bench().traits().idempotency() != Idempotency.NONE) {
                requireOneCopy("after " + fault.getKey() + " and a retry", batch.records());
            }
        }
    }

    @Check(
            promise = "after a partial failure what is Delivered is there, and the rest is owed",
            where = "WriteResult",
            needs = Need.PARTLY)
    void afterAPartialFailureOnlyTheFailedComeAgain() throws Exception {
        Subject sink = bench().opened();
        SampleBatch batch = bench().batch(0, Math.min(50, bench().traits().maxRecords()));
        WriteResult first;
        try (AutoCloseable trouble = Faults.trouble(bench(), Trouble.PARTLY).on()) {
            first = returned("a write of which some is refused for now", sink.write(batch));
        }

        require(
                !Outcomes.has(first, Outcome.Rejected.class),
                () -> "records refused for now were rejected: " + Outcomes.inWords(first));
        List<SampleRecord> delivered =
                Outcomes.where(batch, first, Outcome.Delivered.class::isInstance).toList();
        requireStored("of the events that a partial failure left Delivered", delivered);
        List<SampleRecord> owed =
                batch.records().stream().filter(record -> !delivered.contains(record)).toList();
        if (!owed.isEmpty()) {
            drive(sink, again(batch, owed));
        }
        requireOneCopy("after only the failed came again", batch.records());
    }

    private SampleBatch again(SampleBatch batch, List<SampleRecord> owed) {
        return bench().traits().idempotency() == Idempotency.BY_BATCH
                ? batch.again()
                : bench().batch(owed);
    }
}
