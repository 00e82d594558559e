package dev.headrace.plugin.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.Outcome;
import dev.headrace.sink.Sink;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleContext;
import dev.headrace.sink.tck.SampleRecord;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import software.amazon.awssdk.services.kinesis.model.Record;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What arrives in a data stream, with kinesalite and the SDK's own protocol (CBOR). */
class KinesisSinkIT {

    private static KinesisTarget target;

    @BeforeAll
    static void startKinesis() throws Exception {
        target = new KinesisTarget();
    }

    @AfterAll
    static void stopKinesis() {
        target.close();
    }

    @BeforeEach
    void emptyTheStream() {
        target.clear();
    }

    @Test
    void fiveHundredRecordsGoInOneCallAndAreReadBackByteForByte() throws Exception {
        SampleBatch batch =
                SampleBatch.of("b", 500, i -> event(i, "{\"n\":" + i + ", \"ü\": 1.0}"));

        WriteResult result;
        try (Sink sink = open(Map.of("form", "event-only"))) {
            result = sink.write(batch);
        }

        assertThat(outcomes(result)).hasOnlyElementsOfType(Outcome.Delivered.class);
        assertThat(target.read())
                .extracting(record -> record.data().asUtf8String())
                .containsExactlyInAnyOrderElementsOf(
                        batch.records().stream().map(SampleRecord::event).toList());
    }

    @Test
    void aBatchThatGrowsBeyondOneCallGoesInSeveral() throws Exception {
        String text = "{\"x\":\"" + "y".repeat(900_000) + "\"}";
        SampleBatch batch = SampleBatch.of("b", 8, i -> event(i, text));

        try (Sink sink = open(Map.of())) {
            assertThat(outcomes(sink.write(batch))).hasOnlyElementsOfType(Outcome.Delivered.class);
        }

        assertThat(target.stored()).hasSize(8);
    }

    @Test
    void rejectsOnlyTheRecordThatKinesisFindsTooLarge() throws Exception {
        String large = "{\"x\":\"" + "y".repeat(1 << 20) + "\"}";
        SampleBatch batch =
                SampleBatch.of("b", 5, i -> event(i, "{}")).replacing(2, event(2, large));

        WriteResult result;
        try (Sink sink = open(Map.of())) {
            result = sink.write(batch);
        }

        assertThat(result.outcome(2)).isInstanceOf(Outcome.Rejected.class);
        assertThat(target.stored()).hasSize(4);
    }

    @Test
    void thePartitionKeyIsTheContractsKeyOrTheEventsId() throws Exception {
        String longest = "ü".repeat(256);

        try (Sink sink = open(Map.of())) {
            sink.write(
                    SampleBatch.of("b", List.of(event(0, "{}").withKey(longest), event(1, "{}"))));
        }

        assertThat(target.read())
                .extracting(Record::partitionKey)
                .containsExactlyInAnyOrder(longest, "event-1");
    }

    @Test
    void recordsOfOneKeyKeepTheirOrder() throws Exception {
        SampleBatch batch =
                SampleBatch.of("b", 60, i -> event(i, "{\"n\":" + i + "}").withKey("k" + i % 3));

        try (Sink sink = open(Map.of("order", "per-key", "form", "event-only"))) {
            sink.write(batch);
        }

        for (int key = 0; key < 3; key++) {
            String wanted = "k" + key;
            assertThat(
                            target.read().stream()
                                    .filter(record -> record.partitionKey().equals(wanted))
                                    .map(record -> record.data().asUtf8String()))
                    .containsExactlyElementsOf(
                            batch.records().stream()
                                    .filter(record -> record.key().orElseThrow().equals(wanted))
                                    .map(SampleRecord::event)
                                    .toList());
        }
    }

    @Test
    void aMissingStreamIsMisconfigured() {
        assertThatThrownBy(() -> open(Map.of("stream-name", "nowhere")))
                .isInstanceOf(SinkException.Misconfigured.class)
                .hasMessageContaining("nowhere")
                .satisfies(e ->
                        assertThat(((SinkException.Misconfigured) e).key())
                                .contains("stream-name"));
    }

    @Test
    void theCheckDescribesTheStream() throws Exception {
        try (Sink sink = sink(Map.of());
                Sink missing = sink(Map.of("stream-name", "nowhere"))) {
            CheckReport report = sink.check();

            assertThat(report.usable()).isTrue();
            assertThat(report.findings().getFirst().level()).isEqualTo(Level.OK);
            assertThat(report.findings().getFirst().message()).contains("2 shards");
            assertThat(missing.check().usable()).isFalse();
        }
    }

    private static Sink sink(Map<String, String> more) {
        Map<String, String> config = target.config();
        config.putAll(more);
        var provider = new KinesisSinkProvider();
        return provider.create(provider.config().parse(config));
    }

    private static Sink open(Map<String, String> more) throws Exception {
        Sink sink = sink(more);
        try {
            sink.open(SampleContext.of(Path.of("target")));
        } catch (SinkException e) {
            sink.close();
            throw e;
        }
        return sink;
    }

    private static SampleRecord event(int number, String json) {
        return SampleRecord.of(SampleRecord.STREAM, "event-" + number, json);
    }

    private static List<Outcome> outcomes(WriteResult result) {
        return IntStream.range(0, result.size()).mapToObj(result::outcome).toList();
    }
}
