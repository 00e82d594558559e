package dev.headrace.plugin.kafka;

import dev.headrace.sink.SinkException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads which batches a slot has committed, from the offsets of its consumer group. */
@FunctionalInterface
interface CommittedPlans {

    /** By topic; what is not decided yet is waited for. */
    Map<String, PlanRing> read(String group) throws SinkException, InterruptedException;

    /** From the brokers, by a client that lasts no longer than the question. */
    static CommittedPlans of(ClientProperties properties, Duration timeout) {
        return group -> {
            var all = new Properties();
            all.putAll(properties.admin());
            String subject = "group " + group;
            try (Closing admin = new Closing(Admin.create(all))) {
                return rings(
                        admin.client()
                                .listConsumerGroupOffsets(
                                        group,
                                        new ListConsumerGroupOffsetsOptions().requireStable(true))
                                .partitionsToOffsetAndMetadata()
                                .get(timeout.toMillis(), TimeUnit.MILLISECONDS));
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                throw KafkaFault.of(e).exception(subject, e);
            }
        };
    }

    private static Map<String, PlanRing> rings(Map<TopicPartition, OffsetAndMetadata> offsets) {
        var rings = new HashMap<String, PlanRing>();
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                rings.put(partition.topic(), PlanRing.parse(offset.metadata()));
            }
        });
        return rings;
    }

    /** Closes at once, whatever is under way. */
    record Closing(Admin client) implements AutoCloseable {
        @Override
        public void close() {
            client.close(Duration.ZERO);
        }
    }
}
