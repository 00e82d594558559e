package dev.headrace.trino;

import dev.headrace.sink.Column;
import dev.headrace.sink.StreamContract;
import java.util.List;
import java.util.stream.Collectors;

/** The statements that make files of the Parquet sink a table of Trino's Hive connector. */
final class ParquetTable {

    private ParquetTable() {}

    /**
     * The database, the table, and the partitions that are there.
     *
     * @param location of the stream's folder
     */
    static List<String> statements(StreamContract stream, String database, String location) {
        String table = stream.name().replace('-', '_');
        String columns =
                stream.columns().stream()
                        .map(column -> '"' + column.name() + "\" " + type(column) + ", ")
                        .collect(Collectors.joining());
        return List.of(
                "CREATE SCHEMA " + database,
                "CREATE TABLE "
                        + database
                        + "."
                        + table
                        + " ("
                        + columns
                        + "event_json varchar, \"date\" varchar, \"hour\" varchar) WITH"
                        + " (format = 'PARQUET', external_location = '"
                        + location
                        + "', partitioned_by = ARRAY['date', 'hour'])",
                "CALL system.sync_partition_metadata('" + database + "', '" + table + "', 'ADD')");
    }

    private static String type(Column column) {
        return switch (column.type()) {
            case STRING, JSON -> "varchar";
            case INTEGER -> "bigint";
            case NUMBER -> "double";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> "timestamp";
            case DATE -> "date";
        };
    }
}
