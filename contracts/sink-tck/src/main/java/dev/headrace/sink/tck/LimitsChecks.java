package dev.headrace.sink.tck;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import java.util.ArrayList;
import java.util.List;

/** What the traits declare is what the sink takes. */
abstract class LimitsChecks extends Checks {

    @Check(
            promise = "a batch of maxRecords records is taken",
            where = "SinkTraits.maxRecords",
            needs = Need.HOLDABLE_BATCH)
    void aBatchOfTheMostRecordsIsTaken() throws Exception {
        Subject sink = bench().opened();
        long bytes = bench().record(0).event().length() + 16;
        long fitting = Math.min(bench().traits().maxRecords(), bench().traits().maxBytes() / bytes);
        SampleBatch batch = bench().batch(0, Math.toIntExact(fitting));

        deliver("a batch of " + fitting + " records", sink, batch);

        requireOneCopy("after a batch of " + fitting + " records", batch.records());
    }

    @Check(
            promise = "a batch of maxBytes bytes is taken",
            where = "SinkTraits.maxBytes",
            needs = Need.HOLDABLE_BATCH)
    void aBatchOfTheMostBytesIsTaken() throws Exception {
        Subject sink = bench().opened();
        long missing = bench().traits().maxBytes();
        long each = Math.min(bench().traits().maxRecordBytes(), Math.max(missing / 8, 1));
        var records = new ArrayList<SampleRecord>();
        while (missing > 0 && records.size() < bench().traits().maxRecords()) {
            long bytes = missing < 2 * each && fits(missing) ? missing : Math.min(each, missing);
            SampleRecord record = bench().record(records.size());
            records.add(record.withEvent(Sizes.grow(record.event(), bytes)));
            missing -= bytes;
        }
        SampleBatch batch = bench().batch(records);

        deliver("a batch of " + batch.bytes() + " bytes", sink, batch);

        requireOneCopy("after a batch of " + batch.bytes() + " bytes", records);
    }

    private boolean fits(long bytes) {
        return bytes <= bench().traits().maxRecordBytes();
    }

    @Check(
            promise = "an event of maxRecordBytes bytes is taken",
            where = "SinkTraits.maxRecordBytes",
            needs = Need.HOLDABLE_EVENT)
    void anEventOfTheMostBytesIsTaken() throws Exception {
        Subject sink = bench().opened();
        SampleRecord record = bench().record(0);
        long bytes = bench().traits().maxRecordBytes();
        SampleBatch batch =
                bench().batch(List.of(record.withEvent(Sizes.grow(record.event(), bytes))));

        deliver("an event of " + bytes + " bytes", sink, batch);

        requireWhole("after an event of " + bytes + " bytes", batch.records());
    }

    @Check(
            promise = "an event that is too large costs no other event",
            where = "SinkTraits.maxRecordBytes, SinkException.TooLarge",
            needs = Need.HOLDABLE_EVENT)
    void anEventThatIsTooLargeCostsNoOther() throws Exception {
        Subject sink = bench().opened();
        SampleRecord large = bench().record(1);
        SampleBatch batch =
                bench().batch(0, 3)
                        .replacing(
                                1,
                                large.withEvent(
                                        Sizes.grow(
                                                large.event(),
                                                bench().traits().maxRecordBytes() + 1)));

        Answer<WriteResult> answer = sink.write(batch);

        if (answer instanceof Answer.Refused<WriteResult>(SinkException.TooLarge tooLarge)) {
            deliver("the events beside the large one", sink, bench().batch(10, 3));
            return;
        }
        WriteResult result = returned("a batch with an event that is too large", answer);
        List<String> delivered = Outcomes.ids(batch, result, Outcome.Delivered.class);
        List<String> rejected = Outcomes.ids(batch, result, Outcome.Rejected.class);
        require(
                delivered.size() == 3
                        || delivered.size() == 2 && rejected.equals(List.of(large.id())),
                () ->
                        "with one event of three too large, a write ended with "
                                + Outcomes.inWords(result));
        requireStored(
                "after a batch with an event that is too large",
                Outcomes.where(batch, result, Outcome.Delivered.class::isInstance).toList());
    }
}
