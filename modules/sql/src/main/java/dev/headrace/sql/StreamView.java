package dev.headrace.sql;

import dev.headrace.sink.Column;
import dev.headrace.sink.StreamContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the view of one stream in DuckDB's SQL. */
final class StreamView {

    private static final String EVENT = "event_json";
    private static final Set<String> PARTITIONS = Set.of("date", "hour");

    /** Longer than any line: a request is at most 8 MiB. Each thread holds twice as much. */
    private static final int LONGEST_LINE = 16 << 20;

    private final StreamContract contract;
    private final List<Column> columns;
    private final String event;

    StreamView(StreamContract contract) {
        this.contract = contract;
        this.columns = contract.columns();
        this.event = eventColumn(columns.stream().map(Column::name).toList());
    }

    /** As the Parquet sink names it. */
    private static String eventColumn(List<String> taken) {
        String name = EVENT;
        while (taken.contains(name)) {
            name += "_";
        }
        return name;
    }

    /** The stream's name as people write it in a query. */
    static String nameOf(String stream) {
        return stream.replace('-', '_');
    }

    /** Over the files of a lake. */
    String over(Lake lake, Path folder) {
        String files = SqlText.literal(lake.glob(folder));
        return create(
                switch (lake.form()) {
                    case PARQUET -> parquet(files);
                    case ENVELOPE -> lines(files, StreamView::inEnvelope, "/event");
                    case EVENT_ONLY -> lines(files, StreamView::inEvent, "");
                    case FLATTENED -> lines(files, column -> "/" + column.name(), "");
                });
    }

    /** With the columns and no rows, for a stream that nothing is stored of. */
    String overNothing() {
        return create(nothing());
    }

    private String nothing() {
        String none =
                columns.stream()
                        .map(column ->
                                "CAST(NULL AS " + type(column) + ") AS " + named(column.name()))
                        .collect(Collectors.joining(", "));
        return "SELECT "
                + none
                + ", CAST(NULL AS VARCHAR) AS "
                + named(event)
                + ", CAST(NULL AS DATE) AS lake_date, CAST(NULL AS INTEGER) AS lake_hour"
                + " WHERE false";
    }

    private String create(String select) {
        return "CREATE VIEW " + named(nameOf(contract.name())) + " AS " + select;
    }

    /**
     * The contract's columns, also those that no file has yet, each with its type of today: the
     * files were written by the contracts of their time.
     */
    private String parquet(String files) {
        String cells =
                columns.stream()
                        .map(column -> cell(named(column.name()), column))
                        .collect(Collectors.joining(", "));
        return "SELECT "
                + cells
                + ", "
                + named(event)
                + ", lake_date, lake_hour FROM ("
                + nothing()
                + " UNION ALL BY NAME "
                + parquetFiles(files)
                + ")";
    }

    /** A column of the name of a folder's would hide the folders: then they are read off names. */
    private String parquetFiles(String files) {
        boolean taken = columns.stream().anyMatch(column -> PARTITIONS.contains(column.name()));
        String from = "read_parquet(" + files + ", union_by_name = true, hive_partitioning = ";
        return taken
                ? "SELECT * EXCLUDE (lake_file), CAST("
                        + folder("date")
                        + " AS DATE) AS lake_date, CAST("
                        + folder("hour")
                        + " AS INTEGER) AS lake_hour FROM "
                        + from
                        + "false, filename = 'lake_file')"
                : "SELECT * EXCLUDE (date, hour), date AS lake_date, hour AS lake_hour FROM "
                        + from
                        + "true, hive_types = {'date': DATE, 'hour': INTEGER})";
    }

    private static String folder(String name) {
        return "regexp_extract(lake_file, '.*/" + name + "=([^/]+)/', 1)";
    }

    private String lines(
            String files, java.util.function.Function<Column, String> pointer, String whole) {
        var pointers = new ArrayList<String>();
        var cells = new ArrayList<String>();
        for (Column column : columns) {
            String at = pointer.apply(column);
            String cell = "NULL";
            if (!at.isEmpty()) {
                pointers.add(SqlText.literal(at));
                cell = "v[" + pointers.size() + "]";
            }
            cells.add(cell(cell, column));
        }
        String json =
                whole.isEmpty() ? "json" : "json_extract(json, " + SqlText.literal(whole) + ")";
        return "SELECT "
                + String.join(", ", cells)
                + ", CAST(event AS VARCHAR) AS "
                + named(event)
                + ", date AS lake_date, hour AS lake_hour FROM (SELECT json_extract_string(json, ["
                + String.join(", ", pointers)
                + "]) AS v, "
                + json
                + " AS event, date, hour FROM read_ndjson_objects("
                + files
                + ", maximum_object_size = "
                + LONGEST_LINE
                + ", hive_partitioning = true, hive_types = {'date': DATE, 'hour': INTEGER}))";
    }

    private static String inEnvelope(Column column) {
        if (!column.isOfTheEnvelope()) {
            return "/event" + inEvent(column);
        }
        return switch (column.name()) {
            case "event_id" -> "/id";
            case "schema_version" -> "/schemaVersion";
            case "received_at" -> "/receivedAt";
            case "occurred_at" -> "/occurredAt";
            case "principal_kind" -> "/principal/kind";
            case "principal_name" -> "/principal/name";
            case "principal_email" -> "/principal/email";
            default -> "/" + column.name();
        };
    }

    /** Lines of the event alone know nothing of the envelope. */
    private static String inEvent(Column column) {
        return column.path().stream()
                .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    /** A value as its column's type, NULL where it does not fit. */
    private static String cell(String value, Column column) {
        return "TRY_CAST(" + value + " AS " + type(column) + ") AS " + named(column.name());
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case STRING, JSON -> "VARCHAR";
            case INTEGER -> "BIGINT";
            case NUMBER -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case TIMESTAMP -> "TIMESTAMPTZ";
            case DATE -> "DATE";
        };
    }

    private static String named(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
