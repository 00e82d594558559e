package dev.headrace.plugin.influxdb;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkTraits;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/**
 * The settings of one InfluxDB sink.
 *
 * @param server the address of the server, with a path where it stands behind one
 * @param api where points are written to, and as whom
 * @param gzip whether bodies are compressed
 * @param timeout how long the server may take for a write
 * @param linger how long a write waits for more events
 * @param maxRecords most points of a write
 * @param parallelWrites most writes at once
 */
record InfluxdbSettings(
        URI server,
        Api api,
        boolean gzip,
        Duration timeout,
        Duration linger,
        int maxRecords,
        int parallelWrites) {

    static final ConfigSpec SPEC =
            ConfigSpec.builder()
                    .required(
                            "url",
                            ConfigField.Type.TEXT,
                            "The server's address, for example http://influxdb:8086.")
                    .example("http://influxdb.example:8086")
                    .choice(
                            "api",
                            List.of("v1", "v2"),
                            "How it is spoken to: /write of InfluxDB 1, or /api/v2/write of"
                                    + " InfluxDB 2.")
                    .optional(
                            "database",
                            ConfigField.Type.TEXT,
                            "v1: the database; it has to be there.")
                    .optional(
                            "retention-policy",
                            ConfigField.Type.TEXT,
                            "v1: the retention policy; the database's default when left out.")
                    .optional(
                            "user",
                            ConfigField.Type.TEXT,
                            "v1: a user who may write to the database.")
                    .optional("password", ConfigField.Type.SECRET, "v1: the user's password.")
                    .optional("org", ConfigField.Type.TEXT, "v2: the organisation.")
                    .optional("bucket", ConfigField.Type.TEXT, "v2: the bucket.")
                    .optional(
                            "token",
                            ConfigField.Type.SECRET,
                            "v2: a token that may write to the bucket.")
                    .choice("compression", List.of("gzip", "none"), "How bodies are compressed.")
                    .within(
                            "timeout",
                            ConfigField.Type.DURATION,
                            "30s",
                            "1s",
                            "10m",
                            "How long the server may take to answer a write.")
                    .within(
                            "linger",
                            ConfigField.Type.DURATION,
                            "1s",
                            "0s",
                            "1h",
                            "How long a write waits for more events.")
                    .within(
                            "max-records",
                            ConfigField.Type.INTEGER,
                            "5000",
                            "1",
                            "100000",
                            "Most points of a write; 5,000 is what InfluxDB's makers advise.")
                    .within(
                            "parallel-writes",
                            ConfigField.Type.INTEGER,
                            "2",
                            "1",
                            "64",
                            "Most writes at once.")
                    .build();

    /** InfluxDB 1 takes bodies of 25 MB by default; a line can be larger than its event. */
    private static final long MAX_BYTES = 12 << 20;

    private static final long WISHED_BYTES = 4 << 20;

    static InfluxdbSettings from(SinkConfig config) {
        return new InfluxdbSettings(
                server(config.text("url")),
                Api.of(config),
                config.text("compression").equals("gzip"),
                config.duration("timeout"),
                config.duration("linger"),
                Math.toIntExact(config.integer("max-records")),
                Math.toIntExact(config.integer("parallel-writes")));
    }

    SinkTraits traits() {
        return new SinkTraits(
                parallelWrites,
                maxRecords,
                MAX_BYTES,
                MAX_BYTES,
                linger,
                WISHED_BYTES,
                SinkTraits.Grouping.NONE,
                SinkTraits.Ordering.NONE,
                SinkTraits.Idempotency.BY_RECORD);
    }

    private static URI server(String text) {
        try {
            URI uri = new URI(text);
            boolean plain =
                    ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                            && uri.getHost() != null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null;
            if (uri.getRawUserInfo() != null) {
                throw new ConfigException("url", "must not hold credentials; use user or token");
            }
            if (!plain) {
                throw new ConfigException("url", "must be like http://influxdb:8086");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new ConfigException("url", "is not an address: " + e.getReason());
        }
    }
}
