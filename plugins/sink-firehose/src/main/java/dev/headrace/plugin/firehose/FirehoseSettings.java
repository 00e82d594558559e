package dev.headrace.plugin.firehose;

import dev.headrace.plugin.aws.AwsSettings;
import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkTraits;
import java.util.List;
import java.util.Locale;

/**
 * The settings of one firehose sink.
 *
 * @param streamName the delivery stream
 * @param form what a line holds
 * @param traits how batches are to be
 * @param aws the way into the account
 */
record FirehoseSettings(
        String streamName, EnvelopeWriter.Form form, SinkTraits traits, AwsSettings aws) {

    /** The setting that names the target. */
    static final String STREAM_NAME = "stream-name";

    static final ConfigSpec SPEC =
            AwsSettings.declare(
                            ConfigSpec.builder()
                                    .required(
                                            STREAM_NAME,
                                            ConfigField.Type.TEXT,
                                            "The delivery stream; its source must be Direct PUT.")
                                    .example("events")
                                    .choice(
                                            "form",
                                            List.of("envelope", "event-only", "flattened"),
                                            "What a line holds: the event in its envelope, what the"
                                                    + " client sent alone, or one flat object for"
                                                    + " tables.")
                                    .within(
                                            "linger",
                                            ConfigField.Type.DURATION,
                                            "1s",
                                            "0s",
                                            "1h",
                                            "How long a request waits for more events; Firehose"
                                                    + " itself waits far longer.")
                                    .within(
                                            "parallel-writes",
                                            ConfigField.Type.INTEGER,
                                            "4",
                                            "1",
                                            "64",
                                            "Most requests under way at once."))
                    .build();

    /**
     * Firehose takes 4 MiB a request. What is counted here is the events' JSON, so this leaves room
     * for their envelopes; lines that still do not fit go out in a second request.
     */
    private static final long MOST_BYTES = 3L << 20;

    /** Firehose takes 1,024,000 bytes; the rest is for the envelope. */
    private static final long MOST_RECORD_BYTES = 1_000_000;

    static FirehoseSettings from(SinkConfig config) {
        String name = config.text(STREAM_NAME);
        if (!name.matches("[a-zA-Z0-9_.-]{1,64}")) {
            throw new ConfigException(
                    STREAM_NAME,
                    "is no delivery stream's name: 1 to 64 letters, digits, dots, hyphens and _");
        }
        return new FirehoseSettings(
                name,
                EnvelopeWriter.Form.valueOf(
                        config.text("form").replace('-', '_').toUpperCase(Locale.ROOT)),
                traits(config),
                AwsSettings.from(config));
    }

    private static SinkTraits traits(SinkConfig config) {
        return new SinkTraits(
                Math.toIntExact(config.integer("parallel-writes")),
                PutRequests.MOST_RECORDS,
                MOST_BYTES,
                MOST_RECORD_BYTES,
                config.duration("linger"),
                MOST_BYTES,
                SinkTraits.Grouping.NONE,
                SinkTraits.Ordering.NONE,
                SinkTraits.Idempotency.NONE);
    }
}
