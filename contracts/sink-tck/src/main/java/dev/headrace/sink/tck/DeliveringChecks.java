package dev.headrace.sink.tck;

import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Delivered means delivered. */
abstract class DeliveringChecks extends Checks {

    private static final int ROUNDS = 3;

    @Check(
            promise = "what is Delivered is durable at the target when write returns",
            where = "Sink.write")
    void deliveredEventsOutliveASinkThatIsDroppedWithoutClose() throws Exception {
        Subject sink = bench().opened();
        SampleBatch batch = bench().batch(0, 10);

        WriteResult result = returned("a write", sink.write(batch));
        bench().proxy().ifPresent(network -> network.set(new Fault.Away()));

        requireDelivered("a write", batch, result);
        requireStored("after the connection was cut and before any close", batch.records());
        requireWhole("after a write", batch.records());
    }

    @Check(promise = "an empty batch is written in peace", where = "Sink.write")
    void anEmptyBatchLeavesNothing() throws Exception {
        Subject sink = bench().opened();

        WriteResult result = returned("an empty batch", sink.write(bench().batch(List.of())));

        require(result.size() == 0, () -> "an empty batch had outcomes");
        require(
                bench().target().stored().isEmpty(),
                () -> "an empty batch left something at the target");
    }

    @Check(promise = "a result tells the outcome of each record", where = "WriteResult")
    void aResultIsAsLongAsItsBatch() throws Exception {
        Subject sink = bench().opened();

        for (int size : new int[] {1, 2, 7}) {
            WriteResult result = returned("a write", sink.write(bench().batch(size * 10, size)));
            require(
                    result.size() == size,
                    () -> "a batch of " + size + " had " + result.size() + " outcomes");
        }
    }

    @Check(
            promise = "so many writes at once as the traits allow do not disturb each other",
            where = "SinkTraits.parallelWrites")
    void parallelWritesKeepApart() throws Exception {
        Subject sink = bench().opened();
        int writers = bench().traits().parallelWrites();
        var written = new ArrayList<SampleRecord>();

        for (int round = 0; round < ROUNDS; round++) {
            var calls = new ArrayList<Call<WriteResult>>();
            var batches = new ArrayList<SampleBatch>();
            for (int writer = 0; writer < writers; writer++) {
                SampleBatch batch = ofOneKey((round * writers + writer) * 10, writer);
                batches.add(batch);
                calls.add(sink.writeCall(batch));
            }
            for (int writer = 0; writer < writers; writer++) {
                requireDelivered(
                        "one of " + writers + " writes at once",
                        batches.get(writer),
                        returned(
                                "one of " + writers + " writes at once",
                                calls.get(writer).end(Call.LONGEST)));
                written.addAll(batches.get(writer).records());
            }
        }

        requireOneCopy("after " + writers + " writes at once", written);
        requireWhole("after " + writers + " writes at once", written);
    }

    /** Batches that are written at once hold no key twice, as Headrace sees to with PER_KEY. */
    private SampleBatch ofOneKey(int from, int writer) {
        List<SampleRecord> records =
                bench().batch(from, Math.min(5, bench().traits().maxRecords())).records().stream()
                        .map(record ->
                                record.key().isPresent() ? record.withKey("key-" + writer) : record)
                        .toList();
        return bench().batch(records);
    }

    @Check(
            promise = "the events of a key stay in their order",
            where = "SinkTraits.Ordering.PER_KEY",
            needs = Need.PER_KEY)
    void keysKeepTheirOrder() throws Exception {
        Subject sink = bench().opened();
        var written = new ArrayList<SampleRecord>();
        for (int round = 0; round < ROUNDS; round++) {
            SampleBatch batch =
                    bench().batch(round * 100, Math.min(30, bench().traits().maxRecords()));
            deliver("a write", sink, batch);
            written.addAll(batch.records());
        }
        requireStored("after " + ROUNDS + " writes", written);

        Map<String, List<String>> sent = new TreeMap<>();
        for (SampleRecord record : written) {
            sent.computeIfAbsent(record.key().orElse(""), key -> new ArrayList<>())
                    .add(record.id());
        }
        List<String> stored = ids(bench().stored()).stream().distinct().toList();
        sent.forEach((key, ids) ->
                require(
                        stored.stream().filter(ids::contains).toList().equals(ids),
                        () -> "the events of " + key + " stand in another order"));
    }

    @Check(
            promise = "a batch may hold whatever the declared grouping lets together",
            where = "SinkTraits.Grouping")
    void recordsThatTheGroupingLetsTogetherAreAllTaken() throws Exception {
        Subject sink = bench().opened();
        SampleRecord first = bench().record(0);
        var records = new ArrayList<SampleRecord>(List.of(first, bench().record(1)));
        Grouping grouping = bench().traits().grouping();
        if (grouping != Grouping.LAYOUT && !first.layout().isEmpty()) {
            records.add(
                    bench().record(2)
                            .withLayout(first.layout().stream().map(part -> "other").toList()));
        }
        if (grouping == Grouping.STREAM || grouping == Grouping.NONE) {
            var received = SampleRecord.RECEIVED.plus(Duration.ofHours(3));
            records.add(bench().record(3).withTimes(received, received));
        }
        if (grouping == Grouping.NONE) {
            String other = bench().contract().otherStream(bench().contract().stream()).name();
            records.add(bench().record(4).withStream(other));
        }

        SampleBatch batch = bench().batch(records).in(Groups.of(grouping, first));
        deliver("a batch with grouping " + grouping, sink, batch);

        requireStored("after a batch with grouping " + grouping, records);
    }

    @Check(
            promise = "times need not fit: a client's clock, or Headrace's, may be off by a day",
            where = "SinkRecord.occurredAt, SinkContext.clock")
    void clocksThatAreADayOffChangeNothing() throws Exception {
        Subject sink = bench().opened();
        var now = bench().context().clock().instant();
        Duration day = Duration.ofDays(1);
        var all = new ArrayList<SampleRecord>();

        int number = 0;
        for (var received : List.of(now.minus(day), now, now.plus(day))) {
            for (var occurred : List.of(received.minus(day), received.plus(day))) {
                SampleRecord record = bench().record(number++).withTimes(received, occurred);
                deliver("a record a day off", sink, bench().batch(List.of(record)));
                all.add(record);
            }
        }

        requireStored("after records a day off", all);
    }

    @Check(
            promise = "the envelope's texts are whatever clients and credentials say",
            where = "SinkRecord")
    void anyTextInTheEnvelopeIsTaken() throws Exception {
        Subject sink = bench().opened();
        List<String> odd =
                List.of("../../up", "", "a/b\\c", "é漢😀", "quote\"'`;--", "x".repeat(256));
        var all = new ArrayList<SampleRecord>();

        for (int number = 0; number < odd.size(); number++) {
            String text = odd.get(number);
            SampleRecord plain = bench().record(number);
            SampleRecord record =
                    plain.withKey("k" + text.substring(0, Math.min(255, text.length())))
                            .withLayout(plain.layout().stream().map(part -> text).toList())
                            .withCaller(
                                    Optional.of("organisation " + text),
                                    new dev.headrace.sink.Principal(
                                            "person",
                                            "p" + text,
                                            Optional.of(text + "@example.org")))
                            .withAttributes(Map.of("traceparent", "00-" + text));
            deliver("an envelope with odd texts", sink, bench().batch(List.of(record)));
            all.add(record);
        }

        requireStored("after envelopes with odd texts", all);
    }
}
