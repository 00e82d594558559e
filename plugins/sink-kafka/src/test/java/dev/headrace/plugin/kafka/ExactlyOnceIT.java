package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** One copy in the topic of a batch that comes again, with a real broker. */
@Tag("real-server")
class ExactlyOnceIT {

    private static KafkaTarget target;

    @BeforeAll
    static void startTheBroker() throws Exception {
        target = new KafkaTarget(KafkaBroker.start(List.of()));
        target.create("small", 1, Map.of("max.message.bytes", "20000"));
    }

    @AfterAll
    static void stopTheBroker() {
        target.close();
    }

    @BeforeEach
    void emptyTheTopic() throws Exception {
        target.clear();
    }

    @Test
    void aBatchThatComesAgainLeavesOneCopy() throws Exception {
        try (OpenSink sink = OpenSink.of(config(Map.of()))) {
            assertThat(sink.sink().traits().idempotency()).isEqualTo(Idempotency.BY_BATCH);
            assertDelivered(sink.write(OpenSink.batch("again", 0, 100)));
            assertDelivered(sink.write(OpenSink.batch("again", 0, 100).again()));
            assertThat(sink.context().counter("batches_already_there")).isEqualTo(1);
        }

        assertThat(target.stored()).hasSize(100);
    }

    @Test
    void aBatchWhoseAnswerWasLostIsRecognisedByTheNextProcess() throws Exception {
        try (OpenSink first = OpenSink.of(config(Map.of()))) {
            first.write(OpenSink.batch("lost-answer", 0, 40));
            first.write(OpenSink.batch("later", 40, 40));
        }

        try (OpenSink second = OpenSink.of(config(Map.of()))) {
            assertDelivered(second.write(OpenSink.batch("lost-answer", 0, 40)));
            assertDelivered(second.write(OpenSink.batch("later", 40, 40)));
        }

        assertThat(target.stored()).hasSize(80);
    }

    @Test
    void aRefusedRecordStaysRefusedWhenItsBatchComesAgain() throws Exception {
        SampleBatch batch =
                OpenSink.batch("with-poison", 0, 30)
                        .replacing(
                                3,
                                OpenSink.event(3)
                                        .withEvent("{\"x\":\"" + "y".repeat(30_000) + "\"}"));
        Map<String, String> config = config(Map.of("topic", "small", "compression", "none"));

        WriteResult first;
        WriteResult second;
        try (OpenSink sink = OpenSink.of(config)) {
            first = sink.write(batch);
        }
        try (OpenSink sink = OpenSink.of(config)) {
            second = sink.write(batch);
        }

        for (WriteResult result : List.of(first, second)) {
            assertThat(result.outcome(3)).isInstanceOf(Outcome.Rejected.class);
            assertThat(IntStream.range(0, 30).filter(i -> i != 3).mapToObj(result::outcome))
                    .hasOnlyElementsOfType(Outcome.Delivered.class);
        }
        assertThat(target.read("small")).hasSize(29);
    }

    @Test
    void aWriteThatFailsLeavesNothingForReaders() throws Exception {
        try (OpenSink sink = OpenSink.of(config(Map.of()))) {
            assertDelivered(sink.write(OpenSink.batch("before", 0, 5)));
            try (AutoCloseable denied = target.deny(KafkaTarget.TOPIC)) {
                assertThatThrownBy(() -> sink.write(OpenSink.batch("denied", 5, 20)))
                        .isInstanceOf(SinkException.Unauthorised.class);
            }
            assertDelivered(sink.write(OpenSink.batch("denied", 5, 20)));
        }

        assertThat(target.stored()).hasSize(25);
    }

    @Test
    void anInstanceThatWasReplacedCannotWriteAnyMore() throws Exception {
        try (OpenSink old = OpenSink.of(config(Map.of("parallel-writes", "1")));
                OpenSink next = OpenSink.of(config(Map.of("parallel-writes", "1")))) {
            assertDelivered(next.write(OpenSink.batch("next", 0, 3)));

            assertThatThrownBy(() -> old.write(OpenSink.batch("old", 3, 3)))
                    .isInstanceOf(SinkException.Unavailable.class)
                    .hasMessageContaining("transactional-id");
        }

        assertThat(target.stored()).hasSize(3);
    }

    private static Map<String, String> config(Map<String, String> more) {
        var config = new HashMap<>(target.config());
        config.put("delivery", "exactly-once");
        config.putAll(more);
        return config;
    }

    private static void assertDelivered(WriteResult result) {
        assertThat(IntStream.range(0, result.size()).mapToObj(result::outcome))
                .hasOnlyElementsOfType(Outcome.Delivered.class);
    }
}
