package dev.headrace.athena;

import dev.headrace.sink.Column;
import dev.headrace.sink.StreamContract;
import java.util.ArrayList;
import java.util.Optional;

/**
 * The views over a stream's table: one that gives every column its type, and one more for each type
 * of event. A text that is not of its column's type is null.
 */
final class EventView {

    private final StreamContract contract;
    private final StoredLines lines;
    private final LakeTable table;
    private final QualifiedName name;

    EventView(StreamContract contract, StoredLines lines, LakeTable table) {
        this.contract = contract;
        this.lines = lines;
        this.table = table;
        this.name = QualifiedName.of(table.name().database(), contract.name());
    }

    /** The view of the stream. */
    String ofStream() {
        Reading reading = Reading.of(lines.form());
        var columns = new ArrayList<String>();
        Optional<String> stream = Optional.empty();
        for (Column column : contract.columns()) {
            Optional<String> text = reading.text(column);
            text.ifPresent(found -> columns.add(as(typed(found, column.type()), column.name())));
            if (column.isOfTheEnvelope() && column.name().equals("stream")) {
                stream = text;
            }
        }
        columns.add(as(day(), table.days().name()));
        columns.add(SqlText.name(table.hours().name()));
        return create(name)
                + "SELECT\n"
                + SqlText.lines(columns)
                + "FROM "
                + table.name().sql()
                + stream.map(text -> "\nWHERE " + text + " = " + SqlText.text(contract.name()))
                        .orElse("");
    }

    /** The view of one type of event. */
    String ofType(EventTypes.EventType type) {
        return create(name.with('_' + type.name()))
                + "SELECT *\nFROM "
                + name.sql()
                + "\nWHERE "
                + SqlText.name(type.column())
                + " = "
                + SqlText.text(type.value());
    }

    private static String create(QualifiedName view) {
        return "CREATE OR REPLACE VIEW " + view.sql() + " AS\n";
    }

    /** The date with hyphens, whatever the folders use. */
    private String day() {
        String day = SqlText.name(table.days().name());
        return lines.layout() == Layout.HIVE ? day : "replace(" + day + ", '/', '-')";
    }

    private static String as(String expression, String name) {
        String quoted = SqlText.name(name);
        return expression.equals(quoted) ? quoted : expression + " AS " + quoted;
    }

    /** Whole numbers may be written as {@code 5.0} or {@code 5e3}, times with any offset. */
    private static String typed(String text, Column.Type type) {
        return switch (type) {
            case STRING, JSON -> text;
            case INTEGER -> "TRY_CAST(TRY_CAST(" + text + " AS decimal(38, 0)) AS bigint)";
            case NUMBER -> "TRY_CAST(" + text + " AS double)";
            case BOOLEAN -> "TRY_CAST(" + text + " AS boolean)";
            case TIMESTAMP ->
                    "CAST(TRY(from_iso8601_timestamp(upper("
                            + text
                            + "))) AT TIME ZONE 'UTC' AS timestamp)";
            case DATE -> "TRY_CAST(" + text + " AS date)";
        };
    }
}
