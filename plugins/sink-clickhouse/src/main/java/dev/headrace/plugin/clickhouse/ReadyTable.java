package dev.headrace.plugin.clickhouse;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * A table that is as it should be, and how rows get into it.
 *
 * @param table the table
 * @param encoder writes its rows
 * @param insert what stands before the rows, up to the deduplication token
 */
record ReadyTable(StreamTable table, RowEncoder encoder, String insert) {

    static ReadyTable of(StreamTable table, Set<String> existing) {
        String columns =
                existing.stream()
                        .filter(name -> isOurs(table, name))
                        .sorted()
                        .map(Sql::name)
                        .collect(Collectors.joining(", "));
        return new ReadyTable(
                table,
                new RowEncoder(table, existing),
                "INSERT INTO "
                        + table.qualified()
                        + " ("
                        + columns
                        + ") SETTINGS "
                        // The answer waits for the part, and the token is that of the part.
                        + "async_insert = 0, insert_deduplicate = 1, "
                        + "deduplicate_blocks_in_dependent_materialized_views = 1, "
                        // One insert, one block: nothing of it is stored when a row is bad.
                        + "input_format_parallel_parsing = 0, "
                        + "input_format_allow_errors_num = 0, "
                        + "input_format_skip_unknown_fields = 1, precise_float_parsing = 1, "
                        + "insert_deduplication_token = ");
    }

    /** The beginning of an insert with a token. */
    String insert(String token) {
        return insert + Sql.text(token) + " FORMAT JSONEachRow\n";
    }

    private static boolean isOurs(StreamTable table, String name) {
        return name.equals(StreamTable.EVENT)
                || table.columns().stream().anyMatch(column -> column.name().equals(name));
    }
}
