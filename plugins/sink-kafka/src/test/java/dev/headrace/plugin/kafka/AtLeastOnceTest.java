package dev.headrace.plugin.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headrace.sink.Outcome;
import dev.headrace.sink.SinkException;
import dev.headrace.sink.WriteResult;
import dev.headrace.sink.tck.SampleBatch;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

class AtLeastOnceTest {

    private final List<Scripted> producers = new ArrayList<>();
    private final KafkaSettings settings =
            KafkaSettings.from(
                    KafkaSpec.SPEC.parse(
                            Map.of("brokers", "localhost:9092", "topic", "telemetry")));

    /** A producer in memory that fails some sends. */
    private static final class Scripted extends MockProducer<byte[], byte[]> {

        private final Map<Integer, RuntimeException> failures;
        private int sends;

        private Scripted(Map<Integer, RuntimeException> failures) {
            super(
                    cluster(),
                    true,
                    new RoundRobinPartitioner(),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
            this.failures = failures;
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, Callback callback) {
            RuntimeException failure = failures.get(sends++);
            if (failure == null) {
                return super.send(record, callback);
            }
            callback.onCompletion(null, failure);
            return new CompletableFuture<>();
        }

        private static Cluster cluster() {
            var node = new Node(1, "localhost", 9092);
            var nodes = new Node[] {node};
            return new Cluster(
                    "c",
                    List.of(node),
                    List.of(new PartitionInfo("telemetry", 0, node, nodes, nodes)),
                    Set.of(),
                    Set.of());
        }
    }

    @Test
    void aRecordThatIsTooLargeIsRejectedAlone() throws Exception {
        WriteResult result =
                write(batch(3), Map.of(1, new RecordTooLargeException("so many bytes")));

        assertThat(result.outcome(0)).isInstanceOf(Outcome.Delivered.class);
        assertThat(result.outcome(1)).isInstanceOf(Outcome.Rejected.class);
        assertThat(result.outcome(2)).isInstanceOf(Outcome.Delivered.class);
    }

    @Test
    void whatWasTakenBeforeTheTargetFailedStaysDelivered() throws Exception {
        WriteResult result = write(batch(4), Map.of(2, new TimeoutException("late")));

        assertThat(result.outcome(1)).isInstanceOf(Outcome.Delivered.class);
        assertThat(result.outcome(2)).isEqualTo(new Outcome.Unknown("no-answer"));
        assertThat(result.outcome(3)).isEqualTo(new Outcome.Unknown("no-answer"));
    }

    @Test
    void nothingIsSentBehindARecordThatTheTargetHeldBack() throws Exception {
        write(batch(4), Map.of(2, new TimeoutException("late")));

        assertThat(producers.getFirst().history()).hasSize(2);
        assertThat(producers.getFirst().closed()).isTrue();
    }

    @Test
    void aTargetThatTakesNothingIsAnExceptionAndNoOutcome() {
        assertThatThrownBy(() -> write(batch(4), Map.of(0, new TopicAuthorizationException("t"))))
                .isInstanceOf(SinkException.Unauthorised.class);
    }

    @Test
    void aBatchThatKeepsFailingInPartIsSplitAndCountsAgainstNoRecord() {
        SampleBatch fourth = batch(4).again().again().again();

        assertThatThrownBy(() -> write(fourth, Map.of(2, new TimeoutException("late"))))
                .isInstanceOf(SinkException.TooLarge.class);
    }

    @Test
    void aProducerIsUsedAgainUntilItMeetsTrouble() throws Exception {
        var script = Map.<Integer, RuntimeException>of(3, new TimeoutException("late"));
        try (AtLeastOnce delivery = delivery(script)) {
            delivery.write("telemetry", batch(2));
            delivery.write("telemetry", batch(2));
            delivery.write("telemetry", batch(2));
        }

        assertThat(producers).hasSize(2);
        assertThat(producers).allMatch(MockProducer::closed);
    }

    private WriteResult write(SampleBatch batch, Map<Integer, RuntimeException> failures)
            throws Exception {
        try (AtLeastOnce delivery = delivery(failures)) {
            return delivery.write("telemetry", batch);
        }
    }

    private AtLeastOnce delivery(Map<Integer, RuntimeException> failures) {
        LaneSource lanes =
                () -> {
                    var producer = new Scripted(failures);
                    producers.add(producer);
                    return new Lane(producer, new RecordEncoder(settings));
                };
        return new AtLeastOnce(lanes, new Patience(Clock.systemUTC(), Duration.ofSeconds(30)));
    }

    private static SampleBatch batch(int size) {
        return OpenSink.batch("b", 0, size);
    }
}
