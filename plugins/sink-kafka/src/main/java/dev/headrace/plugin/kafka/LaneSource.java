package dev.headrace.plugin.kafka;

import dev.headrace.sink.SinkException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

import java.util.Map;

/** Makes producers. */
@FunctionalInterface
interface LaneSource {

    Lane open() throws SinkException;

    /** Producers of the Kafka client. */
    static LaneSource of(ClientProperties properties, RecordEncoder encoder) {
        return () -> lane(properties.producer(), encoder);
    }

    /** Producers of the Kafka client with one transactional id, each fencing off the one before. */
    static LaneSource transactional(
            ClientProperties properties, String transactionalId, RecordEncoder encoder) {
        return () -> lane(properties.transactional(transactionalId), encoder);
    }

    private static Lane lane(Map<String, Object> properties, RecordEncoder encoder)
            throws SinkException {
        try {
            var bytes = new ByteArraySerializer();
            return new Lane(new KafkaProducer<>(properties, bytes, bytes), encoder);
        } catch (KafkaException e) {
            throw KafkaFault.of(e).exception("the Kafka client does not start", e);
        }
    }
}
