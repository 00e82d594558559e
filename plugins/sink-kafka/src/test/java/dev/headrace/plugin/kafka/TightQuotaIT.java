package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleRecord;
import dev.headrace.sink.tck.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A quota that lets the first request through and has the others wait beyond their time. */
@Tag("real-server")
class TightQuotaIT {

    private static final int SIZE = 60;
    private static final double BYTES_A_SECOND = 1_000;

    private static KafkaTarget target;

    @BeforeAll
    static void startTheBroker() throws Exception {
        target = new KafkaTarget(KafkaBroker.start(List.of()));
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
    void whatAQuotaLeavesNoTimeForComesAgain() throws Exception {
        SampleBatch batch = batch();
        try (OpenSink sink = OpenSink.of(config("at-least-once"))) {
            WriteResult first;
            try (AutoCloseable quota = target.quota(BYTES_A_SECOND)) {
                first = sink.write(batch);
            }
            assertThat(outcomes(first))
                    .hasAtLeastOneElementOfType(Outcome.Delivered.class)
                    .contains(new Outcome.Unknown("throttled"))
                    .noneMatch(Outcome.Rejected.class::isInstance);

            assertThat(outcomes(sink.write(owed(batch, first))))
                    .hasOnlyElementsOfType(Outcome.Delivered.class);
        }
        assertThat(target.stored()).extracting(StoredEvent::id).containsAll(ids());
    }

    @Test
    void aTransactionThatAQuotaLeavesNoTimeForIsThrottledAndComesAgainOnce() throws Exception {
        SampleBatch batch = batch();
        try (OpenSink sink = OpenSink.of(config("exactly-once"))) {
            try (AutoCloseable quota = target.quota(BYTES_A_SECOND)) {
                assertThatThrownBy(() -> sink.write(batch))
                        .isInstanceOf(SinkException.Throttled.class)
                        .hasMessageContaining("quota");
            }

            assertThat(outcomes(sink.write(batch.again())))
                    .hasOnlyElementsOfType(Outcome.Delivered.class);
        }
        assertThat(target.stored())
                .extracting(StoredEvent::id)
                .containsExactlyInAnyOrderElementsOf(ids());
    }

    /** Small requests and little time. */
    private static Map<String, String> config(String delivery) {
        Map<String, String> config = new HashMap<>(target.config());
        config.putAll(
                Map.of(
                        "delivery", delivery,
                        "compression", "none",
                        "max-request-size", "64KiB",
                        "timeout", "6s"));
        return config;
    }

    private static SampleBatch batch() {
        String padding = "x".repeat(5_000);
        return SampleBatch.of(
                "b", SIZE, i -> OpenSink.event(i).withEvent("{\"x\":\"" + padding + "\"}"));
    }

    private static SampleBatch owed(SampleBatch batch, WriteResult result) {
        var owed = new ArrayList<SampleRecord>();
        for (int i = 0; i < result.size(); i++) {
            if (!(result.outcome(i) instanceof Outcome.Delivered)) {
                owed.add(batch.records().get(i));
            }
        }
        return SampleBatch.of("c", owed);
    }

    private static List<Outcome> outcomes(WriteResult result) {
        return IntStream.range(0, result.size()).mapToObj(result::outcome).toList();
    }

    private static List<String> ids() {
        return IntStream.range(0, SIZE).mapToObj(number -> "event-" + number).toList();
    }
}
