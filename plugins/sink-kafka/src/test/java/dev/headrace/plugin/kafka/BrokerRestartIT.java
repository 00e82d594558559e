package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;
import dev.headrace.sink.tck.SampleRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A broker that is killed while batches go to it, and comes back. */
@Tag("real-server")
class BrokerRestartIT {

    private static final int BATCHES = 30;
    private static final int SIZE = 100;
    private static final int KILLED_AT = 10;

    private KafkaTarget target;

    @BeforeEach
    void startTheBroker() throws Exception {
        target = new KafkaTarget(KafkaBroker.start(List.of()));
    }

    @AfterEach
    void stopTheBroker() {
        target.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"at-least-once", "exactly-once"})
    void everyEventArrivesAndNoneIsRefused(String delivery) throws Exception {
        Map<String, String> config = new HashMap<>(target.config());
        config.putAll(Map.of("delivery", delivery, "timeout", "6s"));

        try (OpenSink sink = OpenSink.of(config)) {
            for (int number = 0; number < BATCHES; number++) {
                if (number == KILLED_AT) {
                    target.broker().kill();
                }
                deliver(sink, OpenSink.batch("batch-" + number, number * SIZE, SIZE), number);
            }
        }

        List<String> ids = target.stored().stream().map(event -> event.id()).toList();
        assertThat(ids)
                .containsAll(
                        IntStream.range(0, BATCHES * SIZE).mapToObj(n -> "event-" + n).toList());
        if (delivery.equals("exactly-once")) {
            assertThat(ids).doesNotHaveDuplicates();
        }
    }

    /** Tries as Headrace does; the broker comes back after the first failures. */
    private void deliver(OpenSink sink, SampleBatch first, int number) throws Exception {
        SampleBatch left = first;
        int failures = 0;
        while (left.size() > 0) {
            try {
                left = owed(left, sink.write(left));
            } catch (SinkException.Unavailable e) {
                failures++;
                left = left.again();
            }
            if (number == KILLED_AT && failures == 1) {
                failures++;
                target.broker().restart();
            }
            assertThat(failures).isLessThan(60);
        }
    }

    private static SampleBatch owed(SampleBatch batch, WriteResult result) {
        var owed = new ArrayList<SampleRecord>();
        for (int i = 0; i < result.size(); i++) {
            assertThat(result.outcome(i)).isNotInstanceOf(Outcome.Rejected.class);
            if (!(result.outcome(i) instanceof Outcome.Delivered)) {
                owed.add(batch.records().get(i));
            }
        }
        return SampleBatch.of(batch.id(), owed);
    }
}
