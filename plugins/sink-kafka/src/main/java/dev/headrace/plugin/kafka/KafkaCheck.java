package dev.headrace.plugin.kafka;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the cluster whether the sink can write, and changes nothing there. */
final class KafkaCheck {

    private final KafkaSettings settings;
    private final ClientProperties properties;

    KafkaCheck(KafkaSettings settings, ClientProperties properties) {
        this.settings = settings;
        this.properties = properties;
    }

    /**
     * Looks at the brokers, and at each topic: whether it is there, may be written, and is safe.
     */
    CheckReport of(Set<String> topics) throws InterruptedException {
        var findings = new ArrayList<Finding>();
        var all = new Properties();
        all.putAll(properties.admin());
        String brokers = "brokers " + String.join(",", settings.brokers());
        try (var admin = new CommittedPlans.Closing(Admin.create(all))) {
            int nodes = answer(admin.client().describeCluster().nodes()).size();
            findings.add(new Finding(Level.OK, brokers, nodes + " in the cluster"));
            for (String topic : topics) {
                topic(admin.client(), topic, findings);
            }
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            findings.add(failed(brokers, e));
        }
        return new CheckReport(findings);
    }

    private void topic(Admin admin, String topic, List<Finding> findings)
            throws InterruptedException {
        String subject = "topic " + topic;
        TopicDescription found;
        try {
            var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
            found =
                    answer(admin.describeTopics(List.of(topic), options).allTopicNames())
                            .values()
                            .iterator()
                            .next();
        } catch (ExecutionException | TimeoutException e) {
            findings.add(failed(subject, e));
            return;
        }
        findings.add(new Finding(Level.OK, subject, found.partitions().size() + " partitions"));
        findings.add(rights(found));
        safety(admin, found, findings);
    }

    private static Finding rights(TopicDescription topic) {
        String subject = "rights on topic " + topic.name();
        Set<AclOperation> allowed = topic.authorizedOperations();
        if (allowed == null) {
            return new Finding(Level.UNKNOWN, subject, "the brokers do not tell");
        }
        return allowed.contains(AclOperation.WRITE)
                ? new Finding(Level.OK, subject, "may write")
                : new Finding(
                        Level.FAILED,
                        subject,
                        "may not write: the sink's user needs WRITE and DESCRIBE on it");
    }

    private void safety(Admin admin, TopicDescription topic, List<Finding> findings)
            throws InterruptedException {
        String subject = "safety of topic " + topic.name();
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        Map<ConfigResource, Config> configs;
        try {
            configs = answer(admin.describeConfigs(List.of(resource)).all());
        } catch (ExecutionException | TimeoutException e) {
            findings.add(
                    new Finding(
                            Level.UNKNOWN,
                            subject,
                            "its settings may not be read (DESCRIBE_CONFIGS), so replicas and"
                                    + " sizes were not looked at"));
            return;
        }
        Optional<Config> config = Optional.ofNullable(configs.get(resource));
        findings.add(replicas(subject, topic, config));
        tooSmall(subject, config).ifPresent(findings::add);
    }

    private static Finding replicas(
            String subject, TopicDescription topic, Optional<Config> config) {
        int replicas = topic.partitions().getFirst().replicas().size();
        long inSync = number(config, "min.insync.replicas").orElse(1L);
        String found = replicas + " replicas, min.insync.replicas " + inSync;
        return replicas < 2 || inSync < 2
                ? new Finding(
                        Level.WARNING,
                        subject,
                        found
                                + ": the loss of one broker can lose acknowledged events; 3 and 2"
                                + " would be right")
                : new Finding(Level.OK, subject, found);
    }

    private Optional<Finding> tooSmall(String subject, Optional<Config> config) {
        return number(config, "max.message.bytes")
                .filter(most -> most < settings.limits().requestBytes())
                .map(most ->
                        new Finding(
                                Level.WARNING,
                                subject,
                                "max.message.bytes is "
                                        + most
                                        + ", less than max-request-size: larger events become dead"
                                        + " letters"));
    }

    private static Optional<Long> number(Optional<Config> config, String name) {
        return config.map(all -> all.get(name)).map(ConfigEntry::value).map(Long::valueOf);
    }

    private static Finding failed(String subject, Exception error) {
        return new Finding(
                Level.FAILED,
                subject,
                String.valueOf(KafkaFault.of(error).exception(subject, error).getMessage()));
    }

    private <T> T answer(KafkaFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(settings.limits().request().toMillis(), TimeUnit.MILLISECONDS);
    }
}
