package dev.headrace.plugin.kafka;

import dev.headrace.sink.tck.StoredEvent;
import dev.headrace.sink.tck.Target;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A broker with a topic, and a user who may write to it; read by a consumer. */
final class KafkaTarget implements Target {

    static final String TOPIC = "telemetry";
    static final String USER = "headrace";
    static final String PASSWORD = "scram \"secret\\ 7";

    private final KafkaBroker broker;
    private final Set<Trouble> offered;
    private final Admin admin;

    KafkaTarget(KafkaBroker broker) throws Exception {
        this(broker, Set.of());
    }

    /**
     * @param offered the troubles that the conformance kit may make
     */
    KafkaTarget(KafkaBroker broker, Set<Trouble> offered) throws Exception {
        this.broker = broker;
        this.offered = offered;
        this.admin = broker.adminClient();
        createUser(USER);
        create(TOPIC, 3, Map.of());
        allow(ResourceType.TRANSACTIONAL_ID, "headrace-", AclOperation.WRITE);
        allow(ResourceType.TRANSACTIONAL_ID, "headrace-", AclOperation.DESCRIBE);
        allow(ResourceType.GROUP, "headrace-", AclOperation.READ);
    }

    KafkaBroker broker() {
        return broker;
    }

    Admin admin() {
        return admin;
    }

    /** A user who may do nothing yet. */
    void createUser(String name) throws Exception {
        var scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        wait(
                admin.alterUserScramCredentials(
                                List.of(new UserScramCredentialUpsertion(name, scram, PASSWORD)))
                        .all());
    }

    /** A topic that the sink's user may write to. */
    void create(String topic, int partitions, Map<String, String> configs) throws Exception {
        var made = new NewTopic(topic, partitions, (short) 1).configs(configs);
        wait(admin.createTopics(List.of(made)).all());
        allow(topic);
    }

    /** Lets the sink's user write to a topic and see it. */
    void allow(String topic) throws Exception {
        allow(ResourceType.TOPIC, topic, AclOperation.WRITE);
        allow(ResourceType.TOPIC, topic, AclOperation.READ);
    }

    /** Settings that lead to the topic. */
    Map<String, String> config() {
        return config(broker.sasl());
    }

    Map<String, String> config(String brokers) {
        var config = new HashMap<String, String>();
        config.put("brokers", brokers);
        config.put("topic", TOPIC);
        config.put("form", "event-only");
        config.put("sasl", "scram-sha-512");
        config.put("user", USER);
        config.put("password", PASSWORD);
        return config;
    }

    /** What a reader who waits for the end of transactions sees of a topic. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        var bytes = new ByteArrayDeserializer();
        Map<String, Object> properties =
                Map.of(
                        "bootstrap.servers", broker.admin(),
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest");
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<>(properties, bytes, bytes)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (!isAt(consumer, ends)) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static boolean isAt(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    static Optional<String> header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(header -> new String(header.value(), StandardCharsets.UTF_8));
    }

    /** Takes back the sink's right to write, until the answer is closed. */
    AutoCloseable deny(String topic) throws Exception {
        var binding =
                binding(ResourceType.TOPIC, topic, AclOperation.WRITE, AclPermissionType.DENY);
        wait(admin.createAcls(List.of(binding)).all());
        return () -> wait(admin.deleteAcls(List.of(binding.toFilter())).all());
    }

    /** Lets the sink's user write so many bytes a second, until the answer is closed. */
    AutoCloseable quota(double bytesPerSecond) throws Exception {
        setQuota(Optional.of(bytesPerSecond));
        return () -> setQuota(Optional.empty());
    }

    private void setQuota(Optional<Double> bytesPerSecond) throws Exception {
        var entity = new ClientQuotaEntity(Map.of(ClientQuotaEntity.USER, USER));
        var operation =
                new ClientQuotaAlteration.Op("producer_byte_rate", bytesPerSecond.orElse(null));
        wait(
                admin.alterClientQuotas(
                                List.of(new ClientQuotaAlteration(entity, List.of(operation))))
                        .all());
    }

    @Override
    public Optional<InetSocketAddress> address() {
        return Optional.of(broker.saslAddress());
    }

    @Override
    public List<StoredEvent> stored() {
        return read(TOPIC).stream()
                .map(record ->
                        new StoredEvent(
                                header(record, "headrace-id").orElse("none"),
                                Optional.of(new String(record.value(), StandardCharsets.UTF_8))))
                .toList();
    }

    @Override
    public List<String> seen() {
        return read(TOPIC).stream().map(KafkaTarget::text).toList();
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        var text = new StringBuilder();
        Optional.ofNullable(record.key()).ifPresent(key -> text.append("key=").append(utf8(key)));
        record.headers()
                .forEach(header ->
                        text.append(", ")
                                .append(header.key())
                                .append('=')
                                .append(utf8(header.value())));
        return text.append(", value=").append(utf8(record.value())).toString();
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void clear() throws Exception {
        clear(TOPIC);
    }

    void clear(String topic) throws Exception {
        var all = new HashMap<TopicPartition, RecordsToDelete>();
        wait(admin.describeTopics(List.of(topic)).allTopicNames())
                .values()
                .forEach(description ->
                        description
                                .partitions()
                                .forEach(info ->
                                        all.put(
                                                new TopicPartition(topic, info.partition()),
                                                RecordsToDelete.beforeOffset(-1))));
        wait(admin.deleteRecords(all).all());
    }

    @Override
    public Map<Trouble, Switch> troubles() {
        var all = new EnumMap<Trouble, Switch>(Trouble.class);
        all.put(Trouble.DENIED, () -> deny(TOPIC));
        all.put(Trouble.DOWN, this::down);
        all.keySet().retainAll(offered);
        return all;
    }

    private AutoCloseable down() throws Exception {
        broker.kill();
        return broker::restart;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        broker.close();
    }

    private void allow(ResourceType type, String name, AclOperation operation) throws Exception {
        wait(
                admin.createAcls(List.of(binding(type, name, operation, AclPermissionType.ALLOW)))
                        .all());
    }

    private static AclBinding binding(
            ResourceType type, String name, AclOperation operation, AclPermissionType permission) {
        PatternType pattern =
                type == ResourceType.TOPIC ? PatternType.LITERAL : PatternType.PREFIXED;
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + USER, "*", operation, permission));
    }

    private static <T> T wait(KafkaFuture<T> future) throws Exception {
        return future.get(30, TimeUnit.SECONDS);
    }
}
