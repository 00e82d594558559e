package dev.headrace.sink.tck;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A bad record is that record's matter alone. */
abstract class RejectingChecks extends Checks {

    private static final int MANY = 500;

    @Check(
            promise = "one bad record among many is rejected alone",
            where = "Outcome.Rejected",
            needs = Need.POISON)
    void onePoisonAmongManyIsRejectedAlone() throws Exception {
        Subject sink = bench().opened();
        int size = Math.min(MANY, bench().traits().maxRecords());
        int at = size / 3;
        SampleBatch batch = poisoned(size, at);

        Map<String, Outcome> outcomes = drive(sink, batch);

        List<String> rejected =
                outcomes.entrySet().stream()
                        .filter(entry -> entry.getValue() instanceof Outcome.Rejected)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .toList();
        require(
                rejected.equals(List.of(batch.records().get(at).id())),
                () ->
                        "with one bad record in %d, %d were rejected"
                                .formatted(size, rejected.size()));
        var others = new ArrayList<>(batch.records());
        others.remove(at);
        requireStored("beside a rejected record", others);
    }

    private SampleBatch poisoned(int size, int at) {
        SampleBatch batch = bench().batch(0, size);
        String poison = bench().contract().poison().orElseThrow();
        return batch.replacing(at, batch.records().get(at).withEvent(poison));
    }

    @Check(
            promise = "a rejection has a code to count and a detail to read, without event values",
            where = "Outcome.Rejected",
            needs = Need.POISON)
    void aRejectionSaysWhyWithoutValues() throws Exception {
        Subject sink = bench().opened();
        SampleBatch batch = poisoned(1, 0);
        String canary = Canary.fresh();
        SampleRecord record = batch.records().getFirst();
        batch =
                batch.replacing(
                        0,
                        record.withEvent(
                                Payloads.with(record.event(), "canary", '"' + canary + '"')));

        Outcome outcome = drive(sink, batch).values().iterator().next();

        require(outcome instanceof Outcome.Rejected, () -> "the bad record was " + outcome);
        Outcome.Rejected rejected = (Outcome.Rejected) outcome;
        require(
                rejected.code().matches("[a-z0-9][A-Za-z0-9._-]{0,63}"),
                () -> "the code is no short word: " + rejected.code());
        require(!rejected.detail().isBlank(), () -> "the detail is empty");
        require(!rejected.detail().contains(canary), () -> "the detail holds a value of the event");
    }

    @Check(
            promise = "every valid event is kept as it is, or rejected alone",
            where = "Sink.write, Outcome.Rejected",
            needs = Need.POISON)
    void oddPayloadsAreKeptOrRejectedAlone() throws Exception {
        Subject sink = bench().opened();
        var kept = new ArrayList<SampleRecord>();

        int number = 0;
        for (var payload : corpus().entrySet()) {
            SampleBatch batch = around(payload.getValue(), number);
            number += batch.size();
            Map<String, Outcome> outcomes = drive(sink, batch);
            String odd = batch.records().get(1).id();
            for (SampleRecord record : batch.records()) {
                boolean delivered = outcomes.get(record.id()) instanceof Outcome.Delivered;
                require(
                        delivered || record.id().equals(odd),
                        () -> "a plain event was rejected beside " + payload.getKey());
                if (delivered) {
                    kept.add(record);
                }
            }
        }

        requireWhole("after odd payloads", kept);
    }

    @Check(
            promise = "a sink without poison takes every valid event as it is",
            where = "SinkContract.poison",
            needs = Need.NO_POISON)
    void everyOddPayloadIsKept() throws Exception {
        Subject sink = bench().opened();
        var kept = new ArrayList<SampleRecord>();

        int number = 0;
        for (var payload : corpus().entrySet()) {
            SampleBatch batch = around(payload.getValue(), number);
            number += batch.size();
            WriteResult result = returned(payload.getKey(), sink.write(batch));
            requireDelivered(payload.getKey(), batch, result);
            kept.addAll(batch.records());
        }

        requireWhole("after odd payloads", kept);
    }

    private Map<String, String> corpus() {
        return Payloads.corpus(bench().traits().maxRecordBytes());
    }

    /** An event with the payload, between two plain ones where there is room. */
    private SampleBatch around(String payload, int from) {
        SampleRecord odd = bench().record(from + 1);
        String event = Payloads.with(odd.event(), "payload", payload);
        return bench().batch(
                        List.of(
                                bench().record(from),
                                odd.withEvent(event),
                                bench().record(from + 2)));
    }
}
