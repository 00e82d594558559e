package dev.headrace.plugin.clickhouse;

import dev.headrace.plugin.clickhouse.StreamTable.TableColumn;
import dev.headrace.sink.JsonMembers;
import dev.headrace.sink.PathTree;
import dev.headrace.sink.SinkRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes events of one stream as rows of its table. Keeps nothing between two of them. */
final class RowEncoder {

    private final List<Cell> cells = new ArrayList<>();
    private final PathTree members = PathTree.empty();
    private final byte[] event;

    /** A column of the event, with the slot of its value. */
    private record Cell(byte[] start, ColumnType type, int slot) {}

    /**
     * @param table the table as the contract describes it
     * @param existing the columns that there are; the others get nothing
     */
    RowEncoder(StreamTable table, Set<String> existing) {
        for (TableColumn column : table.columns()) {
            if (!column.column().isOfTheEnvelope() && existing.contains(column.name())) {
                int slot = members.slotOf(column.column().path());
                cells.add(new Cell(start(column.name()), column.type(), slot));
            }
        }
        this.event = existing.contains(StreamTable.EVENT) ? start(StreamTable.EVENT) : new byte[0];
    }

    private static byte[] start(String name) {
        return (",\"" + name + "\":").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Writes an event's row, line break included.
     *
     * @return how many of its values their columns could not hold
     * @throws IllegalArgumentException when the event is no JSON object; nothing is left then
     */
    int write(SinkRecord record, RowBuffer row) {
        JsonMembers values = JsonMembers.of(members, record.json());
        int leftOut = envelope(record, row);
        for (Cell cell : cells) {
            if (values.has(cell.slot())) {
                int before = row.size();
                row.raw(cell.start());
                if (!cell(cell.type(), values, cell.slot(), row)) {
                    row.cut(before);
                    leftOut++;
                }
            }
        }
        if (event.length > 0) {
            row.raw(event).text(values.json(), 0, values.json().length);
        }
        row.ascii("}\n");
        return leftOut;
    }

    private static int envelope(SinkRecord record, RowBuffer row) {
        row.ascii("{\"event_id\":").text(record.id());
        row.ascii(",\"stream\":").text(record.stream());
        row.ascii(",\"schema_version\":").ascii(Integer.toString(record.schemaVersion()));
        row.ascii(",\"received_at\":");
        Values.write(record.receivedAt(), 3, row);
        Optional<java.time.Instant> occurred = Values.inCalendar(record.occurredAt());
        if (occurred.isPresent()) {
            row.ascii(",\"occurred_at\":");
            Values.write(occurred.get(), 9, row);
        }
        record.organisation().ifPresent(name -> row.ascii(",\"organisation\":").text(name));
        row.ascii(",\"principal_kind\":").text(record.principal().kind());
        row.ascii(",\"principal_name\":").text(record.principal().name());
        record.principal()
                .email()
                .ifPresent(email -> row.ascii(",\"principal_email\":").text(email));
        return occurred.isPresent() ? 0 : 1;
    }

    /** Whether the column can hold the value. */
    private static boolean cell(ColumnType type, JsonMembers values, int slot, RowBuffer row) {
        return switch (type) {
            case TEXT, OPTIONAL_TEXT, WORD, OPTIONAL_WORD -> text(values, slot, row);
            case INTEGER, VERSION ->
                    written(Values.whole(json(values, slot)).map(String::valueOf), row);
            case NUMBER -> written(Values.finite(json(values, slot)), row);
            case TRUTH ->
                    written(
                            Optional.of(json(values, slot))
                                    .filter(word -> word.equals("true") || word.equals("false")),
                            row);
            case TIME, RECEIVED -> {
                Optional<java.time.Instant> time = Values.time(values.text(slot));
                time.ifPresent(instant -> Values.write(instant, 9, row));
                yield time.isPresent();
            }
            case DAY ->
                    written(
                            Values.day(values.text(slot)).map(day -> '"' + day.toString() + '"'),
                            row);
        };
    }

    /** The JSON of a value that is no string. */
    private static String json(JsonMembers values, int slot) {
        return values.kind(slot) == '"' ? "" : values.text(slot);
    }

    private static boolean written(Optional<String> value, RowBuffer row) {
        value.ifPresent(row::ascii);
        return value.isPresent();
    }

    private static boolean text(JsonMembers values, int slot, RowBuffer row) {
        if (values.kind(slot) == '"' && values.isPlain(slot)) {
            row.raw(values.json(), values.from(slot), values.to(slot));
        } else {
            row.text(values.text(slot));
        }
        return true;
    }
}
