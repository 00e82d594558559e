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

    StreamView(StreamContract contract) {
        this.contract = contract;
        this.columns = contract.columns();
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
        String none =
                columns.stream()
                        .map(column ->
                                "CAST(NULL AS " + type(column) + ") AS " + named(column.name()))
                        .collect(Collectors.joining(", "));
        return create(
                "SELECT "
                        + none
                        + ", CAST(NULL AS VARCHAR) AS "
                        + EVENT
                        + ", CAST(NULL AS DATE) AS lake_date, CAST(NULL AS INTEGER) AS lake_hour"
                        + " WHERE false");
    }

    private String create(String select) {
        return "CREATE VIEW " + named(nameOf(contract.name())) + " AS " + select;
    }

    private String parquet(String files) {
        boolean taken = columns.stream().anyMatch(column -> PARTITIONS.contains(column.name()));
        String from = "read_parquet(" + files + ", union_by_name = true, hive_partitioning = ";
        return taken
                ? "SELECT * FROM " + from + "false)"
                : "SELECT * EXCLUDE (date, hour), date AS lake_date, hour AS lake_hour FROM "
                        + from
                        + "true, hive_types = {'date': DATE, 'hour': INTEGER})";
    }

    private String lines(
            String files, java.util.function.Function<Column, String> pointer, String event) {
        var pointers = new ArrayList<String>();
        var cells = new ArrayList<String>();
        for (Column column : columns) {
            String at = pointer.apply(column);
            String cell = "NULL";
            if (!at.isEmpty()) {
                pointers.add(SqlText.literal(at));
                cell = "v[" + pointers.size() + "]";
            }
            cells.add("TRY_CAST(" + cell + " AS " + type(column) + ") AS " + named(column.name()));
        }
        String whole =
                event.isEmpty() ? "json" : "json_extract(json, " + SqlText.literal(event) + ")";
        return "SELECT "
                + String.join(", ", cells)
                + ", CAST(event AS VARCHAR) AS "
                + EVENT
                + ", date AS lake_date, hour AS lake_hour FROM (SELECT json_extract_string(json, ["
                + String.join(", ", pointers)
                + "]) AS v, "
                + whole
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
