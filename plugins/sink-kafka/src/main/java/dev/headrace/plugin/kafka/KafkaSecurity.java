package dev.headrace.plugin.kafka;

import dev.headrace.sink.ConfigException.Problem;
import dev.headrace.sink.SinkConfig;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the sink talks to the brokers and who it is there.
 *
 * @param properties what the Kafka client is told about it; holds secrets
 */
record KafkaSecurity(Map<String, Object> properties) {

    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";

    static KafkaSecurity from(SinkConfig config, List<Problem> problems) {
        boolean encrypted = config.text("tls").equals("on");
        boolean login = !config.text("sasl").equals("none");
        var properties = new HashMap<String, Object>();
        properties.put(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                (login ? "SASL_" : "") + (encrypted ? "SSL" : "PLAINTEXT"));
        if (encrypted) {
            tls(config, properties);
        } else {
            refuse(
                    config,
                    List.of("tls-ca", "tls-certificate", "tls-key-password"),
                    "tls",
                    problems);
        }
        if (login) {
            sasl(config, properties, problems);
        } else {
            refuse(config, List.of("user", "password"), "sasl", problems);
        }
        return new KafkaSecurity(Map.copyOf(properties));
    }

    private static void tls(SinkConfig config, Map<String, Object> properties) {
        config.optionalText("tls-ca")
                .ifPresent(file -> {
                    properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
                    properties.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file);
                });
        config.optionalText("tls-certificate")
                .ifPresent(file -> {
                    properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, "PEM");
                    properties.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, file);
                });
        config.optionalText("tls-key-password")
                .ifPresent(text -> properties.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, text));
    }

    private static void sasl(
            SinkConfig config, Map<String, Object> properties, List<Problem> problems) {
        String mechanism = config.text("sasl").toUpperCase(Locale.ROOT);
        String module = mechanism.equals("PLAIN") ? PLAIN : SCRAM;
        String user = credential(config, "user", problems);
        String password = credential(config, "password", problems);
        properties.put(SaslConfigs.SASL_MECHANISM, mechanism);
        properties.put(
                SaslConfigs.SASL_JAAS_CONFIG,
                module
                        + " required username="
                        + quoted(user)
                        + " password="
                        + quoted(password)
                        + ";");
    }

    private static String credential(SinkConfig config, String name, List<Problem> problems) {
        Optional<String> text = config.optionalText(name).filter(value -> !value.isEmpty());
        if (text.isEmpty()) {
            problems.add(new Problem(name, "is missing: sasl needs user and password"));
        } else if (text.get().chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem(name, "holds a control character"));
        }
        return text.orElse("");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void refuse(
            SinkConfig config, List<String> names, String needed, List<Problem> problems) {
        names.stream()
                .filter(config::has)
                .forEach(
                        name -> problems.add(new Problem(name, "has no effect without " + needed)));
    }

    /** Without the properties, which hold secrets. */
    @Override
    public String toString() {
        return "KafkaSecurity["
                + properties.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)
                + "]";
    }
}
