package dev.headrace.athena;

import dev.headrace.athena.LakeTable.Encoding;
import java.util.ArrayList;
import java.util.List;

/** Tables in Trino's words, for its Hive connector. */
final class TrinoDdl {

    private TrinoDdl() {}

    static String database(String name) {
        return "CREATE SCHEMA IF NOT EXISTS " + SqlText.name(name);
    }

    static String table(LakeTable table) {
        var columns = new ArrayList<String>();
        table.columns()
                .forEach(column -> columns.add(SqlText.name(column.name()) + varchar(column)));
        columns.add(days(table.days()));
        columns.add(hours(table.hours()));
        return "CREATE TABLE IF NOT EXISTS "
                + table.name().sql()
                + " (\n"
                + SqlText.lines(columns)
                + ")\nCOMMENT "
                + SqlText.comment(table.comment())
                + "\nWITH (\n"
                + SqlText.lines(properties(table))
                + ")";
    }

    private static String varchar(LakeTable.TextColumn column) {
        return column.comment().isEmpty()
                ? " varchar"
                : " varchar COMMENT " + SqlText.comment(column.comment());
    }

    private static String days(Projection.Days days) {
        return SqlText.name(days.name())
                + " varchar WITH (partition_projection_type = 'DATE'"
                + ", partition_projection_format = "
                + SqlText.text(days.format())
                + ", partition_projection_range = ARRAY["
                + SqlText.text(days.from())
                + ", "
                + SqlText.text(days.until())
                + "], partition_projection_interval = 1"
                + ", partition_projection_interval_unit = 'DAYS')";
    }

    private static String hours(Projection.Hours hours) {
        return SqlText.name(hours.name())
                + " varchar WITH (partition_projection_type = 'INTEGER'"
                + ", partition_projection_range = ARRAY['0', '23']"
                + ", partition_projection_digits = 2)";
    }

    private static List<String> properties(LakeTable table) {
        return List.of(
                table.encoding() == Encoding.JSON ? "format = 'JSON'" : "format = 'TEXTFILE'",
                "external_location = " + SqlText.text(table.location()),
                "partitioned_by = ARRAY["
                        + SqlText.text(table.days().name())
                        + ", "
                        + SqlText.text(table.hours().name())
                        + "]",
                "partition_projection_enabled = true",
                "partition_projection_location_template = " + SqlText.text(table.template()));
    }
}
