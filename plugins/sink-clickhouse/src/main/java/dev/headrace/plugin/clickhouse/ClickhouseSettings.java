package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigField;
import dev.headrace.sink.ConfigSpec;
import dev.headrace.sink.SinkConfig;
import dev.headrace.sink.SinkTraits;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of one ClickHouse sink.
 *
 * @param server the address of the HTTP interface
 * @param database where the tables are; it has to be there
 * @param user who writes; empty for the server's default user without a password
 * @param tables whether the sink makes and changes tables and views itself
 * @param prefix what the names of tables and views begin with
 * @param gzip whether bodies are compressed
 * @param timeout how long the server may take for an insert
 * @param volume how much goes into an insert
 */
record ClickhouseSettings(
        URI server,
        String database,
        Optional<User> user,
        Tables tables,
        String prefix,
        boolean gzip,
        Duration timeout,
        Volume volume) {

    /** A user of ClickHouse. */
    record User(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Who makes tables. */
    enum Tables {
        MANAGED,
        GIVEN
    }

    /**
     * How much goes into an insert.
     *
     * @param linger how long it waits for more events
     * @param maxRecords most rows
     * @param maxBytes most bytes of events
     * @param parallelWrites most inserts at once
     */
    record Volume(Duration linger, int maxRecords, long maxBytes, int parallelWrites) {}

    static final ConfigSpec SPEC =
            ConfigSpec.builder()
                    .required(
                            "url",
                            ConfigField.Type.TEXT,
                            "The HTTP interface, for example http://clickhouse:8123.")
                    .example("http://clickhouse.example:8123")
                    .with(
                            "database",
                            ConfigField.Type.TEXT,
                            "default",
                            "The database of the tables; it has to be there.")
                    .optional("user", ConfigField.Type.TEXT, "Who writes.")
                    .optional("password", ConfigField.Type.SECRET, "The user's password.")
                    .choice(
                            "tables",
                            List.of("managed", "given"),
                            "managed: the sink makes tables and views from the contracts, and adds"
                                    + " columns. given: they are made by hand, and only checked.")
                    .with(
                            "table-prefix",
                            ConfigField.Type.TEXT,
                            "",
                            "What the names of tables and views begin with.")
                    .choice("compression", List.of("gzip", "none"), "How bodies are compressed.")
                    .within(
                            "timeout",
                            ConfigField.Type.DURATION,
                            "60s",
                            "1s",
                            "10m",
                            "How long the server may take to answer an insert.")
                    .within(
                            "linger",
                            ConfigField.Type.DURATION,
                            "1s",
                            "0s",
                            "1h",
                            "How long an insert waits for more events; each insert makes a part"
                                    + " that ClickHouse has to merge.")
                    .within(
                            "max-records",
                            ConfigField.Type.INTEGER,
                            "50000",
                            "1",
                            "1000000",
                            "Most rows of an insert.")
                    .within(
                            "max-bytes",
                            ConfigField.Type.BYTES,
                            "16MiB",
                            "1MiB",
                            "128MiB",
                            "Most bytes of events of an insert; a larger event becomes a dead"
                                    + " letter.")
                    .within(
                            "parallel-writes",
                            ConfigField.Type.INTEGER,
                            "2",
                            "1",
                            "16",
                            "Most inserts at once.")
                    .build();

    static ClickhouseSettings from(SinkConfig config) {
        if (config.has("password") && !config.has("user")) {
            throw new ConfigException("user", "is missing; a password alone says nothing");
        }
        if (!config.text("table-prefix").matches("[a-zA-Z0-9_]{0,64}")) {
            throw new ConfigException("table-prefix", "takes up to 64 letters, digits and _");
        }
        return new ClickhouseSettings(
                server(config.text("url")),
                config.text("database"),
                config.optionalText("user")
                        .map(name -> new User(name, config.optionalText("password").orElse(""))),
                config.text("tables").equals("managed") ? Tables.MANAGED : Tables.GIVEN,
                config.text("table-prefix"),
                config.text("compression").equals("gzip"),
                config.duration("timeout"),
                new Volume(
                        config.duration("linger"),
                        Math.toIntExact(config.integer("max-records")),
                        config.bytes("max-bytes"),
                        Math.toIntExact(config.integer("parallel-writes"))));
    }

    SinkTraits traits() {
        return new SinkTraits(
                volume.parallelWrites(),
                volume.maxRecords(),
                volume.maxBytes(),
                volume.maxBytes(),
                volume.linger(),
                volume.maxBytes(),
                SinkTraits.Grouping.STREAM,
                SinkTraits.Ordering.NONE,
                SinkTraits.Idempotency.BY_BATCH);
    }

    private static URI server(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getRawUserInfo() != null) {
                throw new ConfigException(
                        "url", "must not hold credentials; use user and password");
            }
            boolean plain =
                    ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                            && uri.getHost() != null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null;
            if (!plain) {
                throw new ConfigException("url", "must be like http://clickhouse:8123");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new ConfigException("url", "is not an address: " + e.getReason());
        }
    }
}
