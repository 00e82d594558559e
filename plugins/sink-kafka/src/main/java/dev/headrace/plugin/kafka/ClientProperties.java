package dev.headrace.plugin.kafka;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What the Kafka client is told. */
final class ClientProperties {

    /** Per partition; large enough to compress well, small beside the buffer. */
    private static final int PARTITION_BATCH_BYTES = 128 << 10;

    /** For the last records of a batch; the others go as soon as they fill a request. */
    private static final int LINGER_MILLIS = 2;

    /** At first; a broker that stays away is asked once in ten seconds. */
    private static final Duration RECONNECT = Duration.ofMillis(100);

    private static final Duration LONGEST_RECONNECT = Duration.ofSeconds(10);

    private final KafkaSettings settings;
    private final String clientId;

    /**
     * @param sink the sink's name
     */
    ClientProperties(KafkaSettings settings, String sink) {
        this.settings = settings;
        this.clientId = settings.clientId().orElse("headrace-" + sink);
    }

    /** For anything that looks and changes nothing. */
    Map<String, Object> admin() {
        Map<String, Object> properties = client();
        properties.put(
                CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis(settings.limits().request()));
        return properties;
    }

    /** For a producer. */
    Map<String, Object> producer() {
        KafkaSettings.Limits limits = settings.limits();
        Map<String, Object> properties = client();
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, settings.compression());
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, PARTITION_BATCH_BYTES);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, limits.requestBytes());
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, limits.bufferBytes());
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) millis(limits.request()));
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(limits.timeout()));
        return properties;
    }

    /** For a producer whose writes are transactions. */
    Map<String, Object> transactional(String transactionalId) {
        Map<String, Object> properties = producer();
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        // One that is left behind holds up readers until the brokers end it.
        properties.put(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 2 * millis(settings.limits().timeout()));
        return properties;
    }

    /** The client's own metrics stay at home: no JMX, nothing sent to the brokers. */
    private Map<String, Object> client() {
        var properties = new HashMap<String, Object>(settings.security().properties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        properties.put(
                CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(settings.limits().request()));
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT.toMillis());
        properties.put(
                CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, LONGEST_RECONNECT.toMillis());
        properties.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        return properties;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
