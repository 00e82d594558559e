package dev.headrace.plugin.postgresql;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of one stream, and the SQL that names it. Names with {@code $} are Headrace's own: no
 * stream's name can become one.
 *
 * @param schema the schema, one of a-z, 0-9 and _
 * @param stream the stream
 * @param name the table: the stream with _ for -, shortened so that a partition's name fits
 * @param filled columns of members of the event that an insert has to fill
 * @param rows who sees which rows
 */
record StreamTable(
        String schema, String stream, String name, List<TypedColumn> filled, TableStyle.Rows rows) {

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

    static final List<String> BASE_NAMES =
            COLUMNS.stream().map(column -> column.substring(0, column.indexOf(' '))).toList();
    private static final int SUFFIX_CHARACTERS = "$20261122".length();

    StreamTable {
        filled = List.copyOf(filled);
    }

    static StreamTable of(String schema, String stream) {
        int most = SqlText.MOST_NAME_BYTES - SUFFIX_CHARACTERS;
        String name = ShortName.of(stream.replace('-', '_'), stream, most);
        return new StreamTable(schema, stream, name, List.of(), TableStyle.Rows.NONE);
    }

    StreamTable with(List<TypedColumn> columns, TableStyle.Rows security) {
        return new StreamTable(schema, stream, name, columns, security);
    }

    /** For people: where a row is. */
    String ref() {
        return schema + "." + name;
    }

    /** The cheapest way in: PostgreSQL copies neither past policies nor computes values for it. */
    Route route() {
        return filled.isEmpty() && rows == TableStyle.Rows.NONE ? Route.STRAIGHT : Route.MERGING;
    }

    /** Takes rows of all but the filled columns. */
    String copy() {
        return "COPY %s (%s) FROM STDIN (FORMAT binary)"
                .formatted(quoted(), String.join(", ", BASE_NAMES));
    }

    /** Inserts what is not there yet. */
    String insertFrom(String source) {
        String names = joined(filled.stream().map(TypedColumn::quoted));
        String values = joined(filled.stream().map(column -> column.expression(schema)));
        return "INSERT INTO %s (%s) SELECT %s FROM %s ON CONFLICT DO NOTHING"
                .formatted(quoted(), names, values, source);
    }

    private static String joined(Stream<String> more) {
        return Stream.concat(BASE_NAMES.stream(), more).collect(Collectors.joining(", "));
    }

    /** For SQL. */
    String quoted() {
        return SqlText.name(schema, name);
    }

    String partition(LocalDate day) {
        return name + "$" + DateTimeFormatter.BASIC_ISO_DATE.format(day);
    }

    String quotedPartition(LocalDate day) {
        return SqlText.name(schema, partition(day));
    }

    /** The day of a partition; empty for a table that has no name of that form. */
    Optional<LocalDate> day(String partition) {
        if (partition.length() != name.length() + SUFFIX_CHARACTERS
                || !partition.startsWith(name + "$")) {
            return Optional.empty();
        }
        try {
            String digits = partition.substring(name.length() + 1);
            return Optional.of(LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The first layout of the table. */
    List<String> create() {
        return List.of(
                "CREATE TABLE %s (%s, CONSTRAINT \"%s$pkey\" PRIMARY KEY (received_at, id, position))"
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
        String partition = quotedPartition(day);
        return List.of(
                "CREATE TABLE %s (LIKE %s INCLUDING ALL)".formatted(partition, quoted()),
                "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s 00:00:00+00') TO ('%s 00:00:00+00')"
                        .formatted(quoted(), partition, day, day.plusDays(1)));
    }
}
