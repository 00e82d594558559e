package dev.headrace.plugin.postgresql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table of one stream, and the SQL that names it. Names with {@code $} are Headrace's own: no
 * stream's name can become one.
 *
 * @param schema the schema, one of a-z, 0-9 and _
 * @param stream the stream
 * @param name the table: the stream with _ for -, shortened so that a partition's name fits
 */
record StreamTable(String schema, String stream, String name) {

    /** Name and type, in the order in which {@link RowEncoder} writes them. */
    static final List<String> COLUMNS =
            List.of(
                    "id text NOT NULL",
                    "received_at timestamptz(3) NOT NULL",
                    "occurred_at timestamptz NOT NULL",
                    "schema_version int NOT NULL",
                    "organisation text",
                    "key text",
                    "principal_kind text NOT NULL",
                    "principal_name text NOT NULL",
                    "principal_email text",
                    "position text NOT NULL",
                    "attributes jsonb",
                    "event jsonb NOT NULL");

    static final int COLUMN_COUNT = COLUMNS.size();

    private static final String COLUMN_NAMES =
            COLUMNS.stream()
                    .map(column -> column.substring(0, column.indexOf(' ')))
                    .collect(Collectors.joining(", "));
    private static final int MOST_NAME_BYTES = 63; // PostgreSQL cuts longer ones off
    private static final int SUFFIX_BYTES = "$20261122".length();
    private static final int HASH_CHARACTERS = 10;

    static StreamTable of(String schema, String stream) {
        String name = stream.replace('-', '_');
        int most = MOST_NAME_BYTES - SUFFIX_BYTES;
        if (name.length() > most) {
            name = name.substring(0, most - HASH_CHARACTERS - 1) + "$" + hash(stream);
        }
        return new StreamTable(schema, stream, name);
    }

    /** For people: where a row is. */
    String ref() {
        return schema + "." + name;
    }

    /** Inserts what is not there yet. */
    String insertFrom(String source) {
        return "INSERT INTO %s (%s) SELECT %s FROM %s ON CONFLICT DO NOTHING"
                .formatted(quoted(), COLUMN_NAMES, COLUMN_NAMES, source);
    }

    /** For SQL. */
    String quoted() {
        return quoted(schema, name);
    }

    String partition(LocalDate day) {
        return name + "$" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    static String quoted(String schema, String name) {
        return '"' + schema + "\".\"" + name + '"';
    }

    /** The first layout of the table. */
    List<String> create() {
        return List.of(
                "CREATE TABLE %s (%s, CONSTRAINT \"%s$pkey\" PRIMARY KEY (received_at, id))"
                                .formatted(quoted(), String.join(", ", COLUMNS), name)
                        + " PARTITION BY RANGE (received_at)",
                "COMMENT ON TABLE %s IS 'Events of the stream %s, written by Headrace'"
                        .formatted(quoted(), stream));
    }

    /**
     * One day's partition: made as a table of its own and then attached, because that does not wait
     * for those who read the stream's table, and they do not wait for it.
     */
    List<String> createPartition(LocalDate day) {
        String partition = quoted(schema, partition(day));
        return List.of(
                "CREATE TABLE %s (LIKE %s INCLUDING ALL)".formatted(partition, quoted()),
                "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s 00:00:00+00') TO ('%s 00:00:00+00')"
                        .formatted(quoted(), partition, day, day.plusDays(1)));
    }

    private static String hash(String stream) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(stream.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
