package dev.headrace.plugin.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.plugin.kinesis.RecordEncoder.Entry;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Ordering;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

class BatchWriteTest {

    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final String THROUGHPUT = "ProvisionedThroughputExceededException";

    private final RecordEncoder encoder = new RecordEncoder(RecordForm.EVENT_ONLY);
    private final List<List<Integer>> calls = new ArrayList<>();
    private String refusal = THROUGHPUT;

    @Test
    void onlyWhatWasNotTakenComesAgain() throws Exception {
        WriteResult result = write(batch(4), Ordering.NONE, index -> index == 2);

        assertThat(result.outcome(1)).isEqualTo(new Outcome.Delivered("shard-1:1"));
        assertThat(result.outcome(2)).isEqualTo(new Outcome.Throttled("throttled", NOW));
        assertThat(result.outcome(3)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void aBatchOfWhichNothingIsTakenIsThrottled() {
        assertThatThrownBy(() -> write(batch(4), Ordering.NONE, index -> true))
                .isInstanceOf(SinkException.Throttled.class);
    }

    @Test
    void throttlingThatGoesOnCountsAgainstNoRecordAndSendsNothingTwice() throws Exception {
        SampleBatch fourth = batch(4).again().again().again();

        WriteResult result = write(fourth, Ordering.NONE, index -> index == 2);

        assertThat(result.outcome(1)).isInstanceOf(Outcome.Delivered.class);
        assertThat(result.outcome(2)).isEqualTo(new Outcome.Throttled("throttled", NOW));
    }

    @Test
    void whatGoesOnFailingInsideKinesisSplitsTheBatchAndCountsAgainstNoRecord() {
        SampleBatch fourth = batch(4).again().again().again();
        refusal = "InternalFailure";

        assertThatThrownBy(() -> write(fourth, Ordering.NONE, index -> index == 2))
                .isInstanceOf(SinkException.TooLarge.class);
    }

    @Test
    void theLastRecordOfAllIsThrottledAndNeverTooLarge() {
        SampleBatch fourth = batch(1).again().again().again();

        assertThatThrownBy(() -> write(fourth, Ordering.NONE, index -> true))
                .isInstanceOf(SinkException.Throttled.class);
    }

    @Test
    void whereAnOrderIsKeptACallHoldsAKeyOnce() throws Exception {
        SampleBatch batch = SampleBatch.of("b", 5, i -> record(i).withKey(i < 3 ? "a" : "b" + i));

        write(batch, Ordering.PER_KEY, index -> false);

        assertThat(calls).containsExactly(List.of(0, 3, 4), List.of(1), List.of(2));
    }

    @Test
    void whatStandsBehindARecordThatWasNotTakenWaitsWithIt() throws Exception {
        SampleBatch batch = SampleBatch.of("b", 4, i -> record(i).withKey(i < 3 ? "a" : "b"));

        WriteResult result = write(batch, Ordering.PER_KEY, index -> index == 1);

        assertThat(calls).containsExactly(List.of(0, 3), List.of(1));
        assertThat(result.outcome(0)).isInstanceOf(Outcome.Delivered.class);
        assertThat(result.outcome(1)).isEqualTo(new Outcome.Throttled("throttled", NOW));
        assertThat(result.outcome(2)).isEqualTo(new Outcome.Throttled("behind-its-key", NOW));
    }

    @Test
    void aCallThatFailsAfterOneThatDidNotLeavesTheRestOwed() throws Exception {
        SampleBatch batch = SampleBatch.of("b", 3, i -> record(i).withKey("a"));
        var write = new BatchWrite(batch, Ordering.PER_KEY, NOW);

        WriteResult result =
                write.through(
                        encoder,
                        entries -> {
                            if (entries.getFirst().index() == 1) {
                                throw new SinkException.Throttled("busy", Duration.ZERO);
                            }
                            return answer(entries, index -> false);
                        });

        assertThat(result.outcome(0)).isInstanceOf(Outcome.Delivered.class);
        assertThat(result.outcome(1)).isEqualTo(new Outcome.Throttled("throttled", NOW));
        assertThat(result.outcome(2)).isEqualTo(new Outcome.Throttled("behind-its-key", NOW));
    }

    @Test
    void aCallNeverHoldsMoreThanKinesisTakes() throws Exception {
        String text = "{\"x\":\"" + "y".repeat(900_000) + "\"}";
        SampleBatch batch = SampleBatch.of("b", 7, i -> record(i).withEvent(text));

        write(batch, Ordering.NONE, index -> false);

        assertThat(calls).containsExactly(List.of(0, 1, 2, 3, 4), List.of(5, 6));
    }

    private WriteResult write(SampleBatch batch, Ordering ordering, IntPredicate throttled)
            throws Exception {
        return new BatchWrite(batch, ordering, NOW)
                .through(
                        encoder,
                        entries -> {
                            calls.add(entries.stream().map(Entry::index).toList());
                            return answer(entries, throttled);
                        });
    }

    private PutRecordsResponse answer(List<Entry> entries, IntPredicate throttled) {
        return PutRecordsResponse.builder()
                .records(
                        entries.stream()
                                .map(entry ->
                                        throttled.test(entry.index())
                                                ? PutRecordsResultEntry.builder()
                                                        .errorCode(refusal)
                                                        .build()
                                                : PutRecordsResultEntry.builder()
                                                        .shardId("shard-1")
                                                        .sequenceNumber("" + entry.index())
                                                        .build())
                                .toList())
                .build();
    }

    private static SampleBatch batch(int size) {
        return SampleBatch.of("b", size, BatchWriteTest::record);
    }

    private static SampleRecord record(int number) {
        return SampleRecord.of(SampleRecord.STREAM, "event-" + number, "{\"n\":" + number + "}");
    }
}
