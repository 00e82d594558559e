package dev.headrace.plugin.kafka;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigException.Problem;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The settings of one Kafka sink.
 *
 * @param brokers host:port, at least one
 * @param timestamp what the record's time is
 * @param transactionalId what the transactions are known by, if the operator says so
 * @param clientId what brokers know the sink by, if the operator says so
 */
record KafkaSettings(
        List<String> brokers,
        TopicName topic,
        EnvelopeWriter.Form form,
        RecordTime timestamp,
        String compression,
        DeliveryPromise delivery,
        Optional<String> transactionalId,
        Ordering ordering,
        Limits limits,
        KafkaSecurity security,
        Optional<String> clientId) {

    private static final Pattern BROKER =
            Pattern.compile("[^\\s,/:]+:\\d{1,5}|\\[[^\\s,/]+]:\\d{1,5}");

    /** A batch larger than this would only wait longer for its last answer. */
    private static final long WISHED_BYTES = 2L << 20;

    /** What envelope and headers may add to an event; one that has more to say is still refused. */
    private static final int ENVELOPE_ROOM = 8 << 10;

    /** What the time of a Kafka record is. */
    enum RecordTime {
        SENT,
        RECEIVED
    }

    /** What a batch that comes again leaves in the topic. */
    enum DeliveryPromise {
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }

    /**
     * Sizes and times.
     *
     * @param requestBytes most bytes of a request, and of a record
     * @param bufferBytes most bytes of records on their way, per producer
     * @param timeout how long Kafka may take over a record
     */
    record Limits(
            int parallelWrites,
            int maxRecords,
            int requestBytes,
            Duration linger,
            long bufferBytes,
            Duration timeout) {

        /** One request, and the search for a topic or a coordinator. */
        Duration request() {
            return timeout.dividedBy(3);
        }
    }

    /**
     * Reads checked settings.
     *
     * @throws ConfigException with every value that does not fit
     */
    static KafkaSettings from(SinkConfig config) {
        var problems = new ArrayList<Problem>();
        List<String> brokers = brokers(config.text("brokers"), problems);
        Optional<TopicName> topic = TopicName.read(config.text("topic"), problems);
        KafkaSecurity security = KafkaSecurity.from(config, problems);
        Limits limits = limits(config, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new KafkaSettings(
                brokers,
                topic.orElseThrow(),
                EnvelopeWriter.Form.valueOf(constant(config.text("form"))),
                RecordTime.valueOf(constant(config.text("timestamp"))),
                config.text("compression"),
                DeliveryPromise.valueOf(constant(config.text("delivery"))),
                config.optionalText("transactional-id"),
                Ordering.valueOf(constant(config.text("order"))),
                limits,
                security,
                config.optionalText("client-id"));
    }

    SinkTraits traits() {
        long maxRecordBytes = limits.requestBytes() - ENVELOPE_ROOM;
        long maxBytes = Math.max(4L << 20, maxRecordBytes);
        return new SinkTraits(
                limits.parallelWrites(),
                limits.maxRecords(),
                maxBytes,
                maxRecordBytes,
                limits.linger(),
                Math.min(WISHED_BYTES, maxBytes),
                topic.isPerStream() ? Grouping.STREAM : Grouping.NONE,
                ordering,
                switch (delivery) {
                    case AT_LEAST_ONCE -> Idempotency.NONE;
                    case EXACTLY_ONCE -> Idempotency.BY_BATCH;
                });
    }

    private static List<String> brokers(String text, List<Problem> problems) {
        List<String> brokers = List.of(text.strip().split("\\s*,\\s*"));
        if (!brokers.stream().allMatch(broker -> BROKER.matcher(broker).matches())) {
            problems.add(
                    new Problem("brokers", "is not host:port, or several with commas between"));
        }
        return brokers;
    }

    private static Limits limits(SinkConfig config, List<Problem> problems) {
        long buffer = config.bytes("buffer-memory");
        long request = config.bytes("max-request-size");
        if (buffer < 2 * request) {
            problems.add(
                    new Problem(
                            "buffer-memory",
                            "holds less than two requests: at least twice max-request-size"));
        }
        return new Limits(
                Math.toIntExact(config.integer("parallel-writes")),
                Math.toIntExact(config.integer("max-records")),
                Math.toIntExact(request),
                config.duration("linger"),
                buffer,
                config.duration("timeout"));
    }

    private static String constant(String choice) {
        return choice.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
