package dev.headrace.plugin.kafka;

import dev.headrace.sink.ConfigField.Type;
import dev.headrace.sink.ConfigSpec;
import java.util.List;

/** The settings that a Kafka sink understands. */
final class KafkaSpec {

    static final ConfigSpec SPEC = declare();

    private KafkaSpec() {}

    private static ConfigSpec declare() {
        ConfigSpec.Builder spec = ConfigSpec.builder();
        target(spec);
        delivery(spec);
        limits(spec);
        security(spec);
        return spec.build();
    }

    private static void target(ConfigSpec.Builder spec) {
        spec.required(
                        "brokers",
                        Type.TEXT,
                        "Some brokers of the cluster, host:port with commas between; the others are"
                                + " found through them.")
                .example("kafka-1.example.com:9093,kafka-2.example.com:9093")
                .required(
                        "topic",
                        Type.TEXT,
                        "The topic; {stream} in it stands for the stream's name, which gives each"
                                + " stream a topic of its own.")
                .example("telemetry.{stream}")
                .choice(
                        "form",
                        List.of("envelope", "event-only", "flattened"),
                        "What a record's value holds: the event in its envelope, what the client"
                                + " sent alone, or one flat object for tables.")
                .choice(
                        "timestamp",
                        List.of("sent", "received"),
                        "The record's time: when it was sent to Kafka, or when Headrace took it."
                                + " Kafka's retention counts from it, so that with received an old"
                                + " event can be deleted as soon as it is written.")
                .choice(
                        "compression",
                        List.of("lz4", "zstd", "gzip", "none"),
                        "How records are compressed on their way and in the topic.");
    }

    private static void delivery(ConfigSpec.Builder spec) {
        spec.choice(
                        "delivery",
                        List.of("at-least-once", "exactly-once"),
                        "Whether a batch that comes again may be doubled, or is written in a"
                                + " transaction that recognises it.")
                .optional(
                        "transactional-id",
                        Type.TEXT,
                        "With exactly-once: what the sink's transactions are known by; each node of"
                                + " Headrace needs its own. Without it headrace-<sink>.")
                .choice(
                        "order",
                        List.of("per-key", "none"),
                        "Whether records of one key keep their order, or may overtake each other"
                                + " when one has to be tried again.");
    }

    private static void limits(ConfigSpec.Builder spec) {
        spec.within(
                        "parallel-writes",
                        Type.INTEGER,
                        "2",
                        "1",
                        "64",
                        "Batches written at once; each has a producer of its own.")
                .within(
                        "max-records",
                        Type.INTEGER,
                        "5000",
                        "1",
                        "100000",
                        "Most events of a batch.")
                // Kafka's own default for both sides.
                .within(
                        "max-request-size",
                        Type.BYTES,
                        "1MiB",
                        "64KiB",
                        "64MiB",
                        "Most bytes of a request and thereby of a record, before compression; a"
                                + " larger record becomes a dead letter. The topic's"
                                + " max.message.bytes should be no smaller.")
                .within(
                        "linger",
                        Type.DURATION,
                        "200ms",
                        "0s",
                        "1m",
                        "How long a batch waits for more events.")
                .within(
                        "buffer-memory",
                        Type.BYTES,
                        "16MiB",
                        "1MiB",
                        "1GiB",
                        "Most memory for records on their way, for each write at once.")
                .within(
                        "timeout",
                        Type.DURATION,
                        "30s",
                        "3s",
                        "10m",
                        "How long Kafka may take over a record, with the client's own tries; a"
                                + " third of it for one request, and to find a topic.");
    }

    private static void security(ConfigSpec.Builder spec) {
        spec.choice(
                        "tls",
                        List.of("off", "on"),
                        "Whether connections are encrypted and the brokers' certificates checked.")
                .example("on")
                .optional(
                        "tls-ca",
                        Type.TEXT,
                        "A PEM file with the authorities to trust; without it those of the Java"
                                + " runtime.")
                .optional(
                        "tls-certificate",
                        Type.TEXT,
                        "A PEM file with the sink's own certificate chain and its private key"
                                + " (PKCS#8), where the brokers ask for one.")
                .optional(
                        "tls-key-password",
                        Type.SECRET,
                        "The password of that private key, if it has one.")
                .choice(
                        "sasl",
                        List.of("none", "plain", "scram-sha-256", "scram-sha-512"),
                        "How the sink logs in.")
                .example("scram-sha-512")
                .optional("user", Type.TEXT, "With sasl: the name to log in with.")
                .example("headrace")
                .optional("password", Type.SECRET, "With sasl: its password.")
                .example("${KAFKA_PASSWORD}")
                .optional(
                        "client-id",
                        Type.TEXT,
                        "What the brokers' logs and quotas know the sink by. Without it"
                                + " headrace-<sink>.");
    }
}
