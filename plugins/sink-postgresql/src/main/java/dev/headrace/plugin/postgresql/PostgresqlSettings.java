package dev.headrace.plugin.postgresql;

import dev.headrace.sink.ConfigException;
import dev.headrace.sink.ConfigField;
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
import java.util.Optional;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What the sink was told.
 *
 * @param timeout how long PostgreSQL may work on one statement or wait for a lock
 */
record PostgresqlSettings(
        String url,
        Roles roles,
        String schema,
        TableStyle style,
        int parallelWrites,
        int maxRecords,
        Duration linger,
        Duration timeout) {

    private static final String OWNER_USER = "owner-user";

    static final ConfigSpec SPEC =
            ConfigSpec.builder()
                    .required(
                            "url",
                            ConfigField.Type.TEXT,
                            "jdbc:postgresql://host:port/database, with the driver's parameters;"
                                    + " no password in it")
                    .example("jdbc:postgresql://db.example:5432/telemetry")
                    .optional("user", ConfigField.Type.TEXT, "the role to log in as")
                    .optional("password", ConfigField.Type.SECRET, "its password")
                    .optional(
                            OWNER_USER,
                            ConfigField.Type.TEXT,
                            "another role, which makes, changes and drops the tables; user then"
                                    + " needs no right but to insert")
                    .optional("owner-password", ConfigField.Type.SECRET, "its password")
                    .optional(
                            "reader-role",
                            ConfigField.Type.TEXT,
                            "a role that is granted to read the tables; it must exist")
                    .with(
                            "schema",
                            ConfigField.Type.TEXT,
                            "headrace",
                            "the schema that holds the tables; made if it is not there")
                    .choice(
                            TableStyle.COLUMNS,
                            TableStyle.words(TableStyle.Columns.values()),
                            "schema gives tables a column for each member that the contract's"
                                    + " schemas name; a contract's hint decides for its stream")
                    .choice(
                            TableStyle.ROWS,
                            TableStyle.words(TableStyle.Rows.values()),
                            "organisation shows a reader the rows of the organisation that its"
                                    + " session names; a contract's hint decides for its stream")
                    .with(
                            "parallel-writes",
                            ConfigField.Type.INTEGER,
                            "2",
                            "batches written at once, 1 to 64; each has a connection of its own")
                    .with(
                            "max-records",
                            ConfigField.Type.INTEGER,
                            "5000",
                            "most events in a batch, 1 to 100000; larger batches cost less per"
                                    + " event")
                    .with(
                            "linger",
                            ConfigField.Type.DURATION,
                            "1s",
                            "how long a batch may wait to fill, 0s to 1h")
                    .with(
                            "timeout",
                            ConfigField.Type.DURATION,
                            "30s",
                            "how long PostgreSQL may work on one statement, 1s to 1h")
                    .build();

    private static final Pattern SCHEMA = Pattern.compile("(?!pg_)[a-z_][a-z0-9_]{0,62}");

    /** Far above any event, far below the 255 MB that a jsonb value can hold. */
    private static final long MAX_RECORD_BYTES = 16L << 20;

    private static final long MAX_BYTES = 64L << 20;
    private static final long WISHED_BYTES = 4L << 20;

    /**
     * Reads checked settings.
     *
     * @throws ConfigException with every value that is out of its bounds
     */
    static PostgresqlSettings from(SinkConfig config) {
        var problems = new ArrayList<ConfigException.Problem>();
        checkUrl(config.text("url"), problems);
        checkSchema(config, problems);
        checkRoles(config, problems);
        checkRange(config, "parallel-writes", 64, problems);
        checkRange(config, "max-records", 100_000, problems);
        checkRange(config, "linger", Duration.ZERO, problems);
        checkRange(config, "timeout", Duration.ofSeconds(1), problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return new PostgresqlSettings(
                config.text("url"),
                roles(config),
                config.text("schema"),
                TableStyle.from(config),
                Math.toIntExact(config.integer("parallel-writes")),
                Math.toIntExact(config.integer("max-records")),
                config.duration("linger"),
                config.duration("timeout"));
    }

    SinkTraits traits() {
        return new SinkTraits(
                parallelWrites,
                maxRecords,
                MAX_BYTES,
                MAX_RECORD_BYTES,
                linger,
                WISHED_BYTES,
                Grouping.STREAM,
                Ordering.NONE,
                Idempotency.BY_RECORD);
    }

    private static Roles roles(SinkConfig config) {
        return new Roles(
                new Login(config.optionalText("user"), config.optionalText("password")),
                config.optionalText(OWNER_USER)
                        .map(user ->
                                new Login(
                                        Optional.of(user), config.optionalText("owner-password"))),
                config.optionalText("reader-role"));
    }

    private static void checkSchema(SinkConfig config, List<ConfigException.Problem> problems) {
        if (!SCHEMA.matcher(config.text("schema")).matches()) {
            problems.add(
                    new ConfigException.Problem(
                            "schema",
                            "is not 1 to 63 of a-z, 0-9 and _ that begin with a letter or _, and"
                                    + " not with pg_"));
        }
    }

    private static void checkRoles(SinkConfig config, List<ConfigException.Problem> problems) {
        if (!config.has(OWNER_USER)) {
            if (config.has("owner-password")) {
                problems.add(
                        new ConfigException.Problem(
                                "owner-password", "is given without owner-user"));
            }
        } else if (config.optionalText("user").isEmpty()) {
            problems.add(
                    new ConfigException.Problem(
                            "user", "is missing: with owner-user, it is who writes"));
        } else if (config.optionalText("user").equals(config.optionalText(OWNER_USER))) {
            problems.add(
                    new ConfigException.Problem(
                            OWNER_USER, "is the same as user: leave it out, or name another role"));
        }
    }

    private static void checkUrl(String url, List<ConfigException.Problem> problems) {
        try {
            new PGSimpleDataSource().setURL(url);
        } catch (IllegalArgumentException e) {
            problems.add(
                    new ConfigException.Problem(
                            "url", "is not of the form jdbc:postgresql://host:port/database"));
        }
        if (url.toLowerCase(Locale.ROOT).contains("password=")) {
            problems.add(
                    new ConfigException.Problem(
                            "url", "holds a password, which logs would show: use password"));
        }
    }

    private static void checkRange(
            SinkConfig config, String name, long most, List<ConfigException.Problem> problems) {
        long value = config.integer(name);
        if (value < 1 || value > most) {
            problems.add(new ConfigException.Problem(name, "is not 1 to " + most));
        }
    }

    private static void checkRange(
            SinkConfig config,
            String name,
            Duration least,
            List<ConfigException.Problem> problems) {
        Duration value = config.duration(name);
        if (value.compareTo(least) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
            problems.add(
                    new ConfigException.Problem(name, "is not " + least.toSeconds() + "s to 1h"));
        }
    }

    /** Leaves the password out. */
    @Override
    public String toString() {
        return "PostgresqlSettings[url=" + url + ", schema=" + schema + "]";
    }
}
