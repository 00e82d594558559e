package dev.headrace.plugin.kafka;

import dev.headrace.plugin.kafka.KafkaSettings.DeliveryPromise;
import dev.headrace.sink.Permissions;
import dev.headrace.sink.SinkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The least that a Kafka sink must be allowed to do, as commands of Kafka's own tool. Who may write
 * to a topic or read it may also look at it, so {@code Describe} is not asked for.
 */
final class KafkaPermissions {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9.,:_=/\\[\\]-]+");

    private KafkaPermissions() {}

    static Permissions of(SinkConfig config) {
        KafkaSettings settings = KafkaSettings.from(config);
        String command =
                "kafka-acls --bootstrap-server "
                        + quoted(String.join(",", settings.brokers()))
                        + " --add --allow-principal "
                        + quoted("User:" + principal(config));
        var lines = new ArrayList<String>();
        lines.add(command + operations(onTopics(settings)) + " --topic " + topics(settings));
        if (settings.delivery() == DeliveryPromise.EXACTLY_ONCE) {
            String ids = prefixed(settings.transactionalId().orElse("headrace") + '-');
            lines.add(command + operations(List.of("Write")) + " --transactional-id " + ids);
            lines.add(command + operations(List.of("Read")) + " --group " + ids);
        }
        return new Permissions.Commands("sh", String.join("\n", lines) + "\n");
    }

    /** DescribeConfigs is for the check; Read is for the offset that holds a batch's id. */
    private static List<String> onTopics(KafkaSettings settings) {
        return switch (settings.delivery()) {
            case AT_LEAST_ONCE -> List.of("Write", "DescribeConfigs");
            case EXACTLY_ONCE -> List.of("Write", "DescribeConfigs", "Read");
        };
    }

    private static String operations(List<String> names) {
        return " --operation " + String.join(" --operation ", names);
    }

    /** One topic, or all whose names begin as the setting does. */
    private static String topics(KafkaSettings settings) {
        String begin = settings.topic().beginning();
        if (!settings.topic().isPerStream()) {
            return begin;
        }
        return begin.isEmpty() ? "'*'" : prefixed(begin);
    }

    private static String prefixed(String begin) {
        return quoted(begin) + " --resource-pattern-type prefixed";
    }

    /** What brokers call the sink, unless they have mapped its name to another. */
    private static String principal(SinkConfig config) {
        return config.optionalText("user")
                .orElse(config.has("tls-certificate") ? "CN=headrace" : "ANONYMOUS");
    }

    private static String quoted(String text) {
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
