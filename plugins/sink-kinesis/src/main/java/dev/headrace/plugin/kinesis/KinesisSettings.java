package dev.headrace.plugin.kinesis;

import dev.headrace.plugin.aws.AwsSettings;
import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigException.Problem;
import dev.headrace.sink.ConfigField.Type;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkTraits;
import dev.headrace.sink.SinkTraits.Grouping;
import dev.headrace.sink.SinkTraits.Idempotency;
import dev.headrace.sink.SinkTraits.Ordering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The settings of one Kinesis sink.
 *
 * @param form what a record's data holds
 */
record KinesisSettings(
        StreamName stream,
        RecordForm form,
        Ordering ordering,
        int parallelWrites,
        int maxRecords,
        Duration linger,
        AwsSettings aws) {

    /** Kinesis takes at most so many records a call. */
    static final int MOST_RECORDS = 500;

    /** Kinesis takes at most so many bytes a call, partition keys included. */
    static final long MOST_BYTES = 5L << 20;

    /** Kinesis takes at most so many bytes a record, its partition key included. */
    static final int MOST_RECORD_BYTES = 1 << 20;

    /** What key, envelope and the server's own members add to an event at most, usually. */
    private static final int ROOM = 8 << 10;

    /** What is put around 500 events still fits one call with them. */
    private static final long WISHED_BYTES = 4L << 20;

    static final ConfigSpec SPEC =
            AwsSettings.declare(
                            ConfigSpec.builder()
                                    .required(
                                            "stream-name",
                                            Type.TEXT,
                                            "The data stream's name; its ARN where it belongs to"
                                                    + " another account.")
                                    .example("telemetry")
                                    .choice(
                                            "form",
                                            List.of(
                                                    "envelope",
                                                    "event-only",
                                                    "flattened",
                                                    "logstash"),
                                            "What a record holds: the event in its envelope, what"
                                                    + " the client sent alone, one flat object for"
                                                    + " tables, or the event with @timestamp, id"
                                                    + " and _tags for Logstash.")
                                    .choice(
                                            "order",
                                            List.of("none", "per-key"),
                                            "Whether records of one key may overtake each other, or"
                                                    + " keep their order, for which a call then"
                                                    + " holds each key once.")
                                    .within(
                                            "parallel-writes",
                                            Type.INTEGER,
                                            "4",
                                            "1",
                                            "64",
                                            "Calls under way at once.")
                                    .within(
                                            "max-records",
                                            Type.INTEGER,
                                            "500",
                                            "1",
                                            "500",
                                            "Most events of a batch.")
                                    .within(
                                            "linger",
                                            Type.DURATION,
                                            "200ms",
                                            "0s",
                                            "1m",
                                            "How long a batch waits for more events."))
                    .build();

    static KinesisSettings from(SinkConfig config) {
        var problems = new ArrayList<Problem>();
        StreamName stream = StreamName.read(config.text("stream-name"), problems);
        AwsSettings aws = AwsSettings.from(config);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new KinesisSettings(
                stream,
                RecordForm.valueOf(constant(config.text("form"))),
                Ordering.valueOf(constant(config.text("order"))),
                Math.toIntExact(config.integer("parallel-writes")),
                Math.toIntExact(config.integer("max-records")),
                config.duration("linger"),
                aws);
    }

    SinkTraits traits() {
        return new SinkTraits(
                parallelWrites,
                maxRecords,
                WISHED_BYTES,
                MOST_RECORD_BYTES - ROOM,
                linger,
                WISHED_BYTES,
                Grouping.NONE,
                ordering,
                Idempotency.NONE);
    }

    private static String constant(String choice) {
        return choice.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
