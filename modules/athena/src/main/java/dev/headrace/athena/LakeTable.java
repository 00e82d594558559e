package dev.headrace.athena;

import dev.headrace.sink.Column;
import dev.headrace.sink.EnvelopeWriter;
import dev.headrace.sink.StreamContract;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table over a stream's lines: the one model from which both dialects are written. Every column
 * holds text.
 *
 * @param name the table and its database
 * @param comment what it is
 * @param columns its columns, without those of the partitions
 * @param days the partition column of the date
 * @param hours the partition column of the hour
 * @param encoding how a line is read
 * @param location the folder that holds the partitions
 * @param template the folder of a partition, with {@code ${column}} for its values
 */
record LakeTable(
        QualifiedName name,
        String comment,
        List<TextColumn> columns,
        Projection.Days days,
        Projection.Hours hours,
        Encoding encoding,
        String location,
        String template) {

    /** The one column of a table whose lines are not taken apart. */
    static final String LINE = "line";

    /** How a line becomes columns. */
    enum Encoding {
        /** A flat JSON object: its members are the columns. */
        JSON,
        /**
         * One column with the whole line. JSON has no raw control characters, so the line is never
         * split at Hive's own separator.
         */
        LINE
    }

    /**
     * A column of text.
     *
     * @param comment what it holds; may be empty
     */
    record TextColumn(String name, String comment) {}

    LakeTable {
        columns = List.copyOf(columns);
    }

    /** The table of a stream. */
    static LakeTable of(StreamContract contract, StoredLines lines, String database) {
        List<Column> all = contract.columns();
        Set<String> taken = all.stream().map(Column::name).collect(Collectors.toSet());
        var days = Projection.days(partition("date", taken), contract, lines);
        var hours = new Projection.Hours(partition("hour", taken));
        Encoding encoding =
                lines.form() == EnvelopeWriter.Form.FLATTENED ? Encoding.JSON : Encoding.LINE;
        return new LakeTable(
                QualifiedName.of(database, contract.name()).with("_lines"),
                contract.title() + " (as stored)",
                encoding == Encoding.JSON ? text(all) : List.of(LINE_COLUMN),
                days,
                hours,
                encoding,
                lines.location(),
                lines.location()
                        + lines.layout()
                                .folder("${" + days.name() + "}", "${" + hours.name() + "}"));
    }

    private static final TextColumn LINE_COLUMN = new TextColumn(LINE, "The line, JSON.");

    private static List<TextColumn> text(List<Column> columns) {
        return columns.stream().map(column -> new TextColumn(column.name(), column.doc())).toList();
    }

    /** The plain name, unless an event has a member of that name. */
    private static String partition(String name, Set<String> taken) {
        String free = name;
        while (taken.contains(free)) {
            free = "received_" + free;
        }
        return free;
    }
}
