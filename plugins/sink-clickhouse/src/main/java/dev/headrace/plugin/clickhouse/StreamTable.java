package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.Column;
import dev.headrace.sink.StreamContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table that a stream's contract describes.
 *
 * @param database where it is
 * @param name its name
 * @param columns the columns of the flat table, in their order; {@code event_json} comes after them
 * @param sorting the columns that rows are sorted by
 * @param retention how long rows are kept
 */
record StreamTable(
        String database,
        String name,
        List<TableColumn> columns,
        List<String> sorting,
        Optional<Duration> retention) {

    /** The whole event, as the client sent it. A member of this name has no column of its own. */
    static final String EVENT = "event_json";

    private static final String EVENT_DDL = "`event_json` String CODEC(ZSTD(3))";

    /** Inserts that the table remembers by their token: hours, and a retry comes within minutes. */
    private static final int REMEMBERED_INSERTS = 10_000;

    /** Below this, a partition for each day; a month would outlive its rows too long. */
    private static final Duration DAILY = Duration.ofDays(92);

    private static final int MOST_SORTING_LAYOUT = 3;

    /** A column with the type that it has in ClickHouse. */
    record TableColumn(Column column, ColumnType type) {

        String name() {
            return column.name();
        }

        String ddl() {
            String doc = column.doc().isEmpty() ? "" : " COMMENT " + Sql.text(column.doc());
            return Sql.name(name()) + ' ' + type.sql() + doc;
        }
    }

    static StreamTable of(StreamContract contract, String database, String prefix) {
        List<List<String>> folders =
                java.util.stream.Stream.concat(contract.layout().stream(), contract.key().stream())
                        .map(StreamTable::path)
                        .toList();
        List<List<String>> layout = contract.layout().stream().map(StreamTable::path).toList();
        var columns = new ArrayList<TableColumn>();
        for (Column column : contract.columns()) {
            if (column.name().equals(EVENT)) {
                continue;
            }
            boolean few = !column.isOfTheEnvelope() && layout.contains(column.path());
            columns.add(new TableColumn(column, ColumnType.of(column, few)));
        }
        var sorting = new ArrayList<String>();
        columns.stream()
                .filter(column -> folders.contains(column.column().path()))
                .filter(column ->
                        column.type() == ColumnType.WORD || column.type() == ColumnType.TEXT)
                .limit(MOST_SORTING_LAYOUT)
                .forEach(column -> sorting.add(column.name()));
        sorting.add("received_at");
        sorting.add("event_id");
        return new StreamTable(
                database,
                prefix + contract.name().replace('-', '_'),
                List.copyOf(columns),
                List.copyOf(sorting),
                contract.retention());
    }

    /** The table's name, with its database. */
    String qualified() {
        return Sql.name(database) + '.' + Sql.name(name);
    }

    String create() {
        String lines =
                columns.stream()
                        .map(column -> "    " + column.ddl())
                        .collect(Collectors.joining(",\n"));
        String by =
                retention.filter(kept -> kept.compareTo(DAILY) < 0).isPresent()
                        ? "toDate(received_at)"
                        : "toYYYYMM(received_at)";
        return "CREATE TABLE IF NOT EXISTS %s (\n%s,\n    %s\n)\n"
                        .formatted(qualified(), lines, EVENT_DDL)
                + "ENGINE = MergeTree\n"
                + "PARTITION BY %s\n".formatted(by)
                + "ORDER BY (%s)\n"
                        .formatted(
                                sorting.stream().map(Sql::name).collect(Collectors.joining(", ")))
                + ttl().map(clause -> "TTL " + clause + "\n").orElse("")
                + "SETTINGS non_replicated_deduplication_window = %d".formatted(REMEMBERED_INSERTS)
                // Without these an acknowledged insert is in the page cache alone.
                + ", fsync_after_insert = 1, fsync_part_directory = 1";
    }

    /** When rows go, as ClickHouse itself writes it; empty when they stay. */
    Optional<String> ttl() {
        return retention.map(
                kept -> "toDateTime(received_at) + toIntervalSecond(" + kept.toSeconds() + ")");
    }

    /** The columns that an existing table does not have, event included, by name. */
    Map<String, String> missing(Map<String, String> existing) {
        var missing = new LinkedHashMap<String, String>();
        columns.stream()
                .filter(column -> !existing.containsKey(column.name()))
                .forEach(column -> missing.put(column.name(), column.ddl()));
        if (!existing.containsKey(EVENT)) {
            missing.put(EVENT, EVENT_DDL);
        }
        return missing;
    }

    /** Columns of an existing table that cannot hold what they are meant to, in words. */
    List<String> unfit(Map<String, String> existing) {
        var unfit = new ArrayList<String>();
        for (TableColumn column : columns) {
            String type = existing.get(column.name());
            if (type != null && !column.type().accepts(type)) {
                unfit.add(column.name() + " is " + type + " and should be " + column.type().sql());
            }
        }
        String whole = existing.getOrDefault(EVENT, "String");
        if (!whole.equals("String")) {
            unfit.add(EVENT + " is " + whole + " and should be String");
        }
        return unfit;
    }

    private static List<String> path(String pointer) {
        return java.util.Arrays.stream(pointer.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList();
    }
}
