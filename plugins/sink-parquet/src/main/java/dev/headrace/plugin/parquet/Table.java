package dev.headrace.plugin.parquet;

import dev.headrace.sink.Column;
import dev.headrace.sink.StreamContract;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/**
 * The columns of a stream's files: those of its contract, and the whole event at the end. Every
 * column may be empty. Immutable.
 */
final class Table {

    private static final String EVENT = "event_json";

    private final List<Column> columns;
    private final MessageType schema;
    private final Member root = new Member();

    /** A member of an event: an object that is described, a value with a column, or both. */
    static final class Member {
        private final Map<String, Member> members = new LinkedHashMap<>();
        private Optional<Integer> column = Optional.empty();

        Optional<Member> member(String name) {
            return Optional.ofNullable(members.get(name));
        }

        Optional<Integer> column() {
            return column;
        }

        boolean isDescribed() {
            return !members.isEmpty();
        }
    }

    private Table(List<Column> columns) {
        this.columns = columns;
        var types = new ArrayList<org.apache.parquet.schema.Type>();
        for (int at = 0; at < columns.size(); at++) {
            Column column = columns.get(at);
            types.add(typeOf(column));
            if (!column.isOfTheEnvelope()) {
                Member member = root;
                for (String name : column.path()) {
                    member = member.members.computeIfAbsent(name, _ -> new Member());
                }
                member.column = Optional.of(at);
            }
        }
        this.schema = new MessageType("event", types);
    }

    static Table of(StreamContract contract) {
        var columns = new ArrayList<>(contract.columns());
        var names = columns.stream().map(Column::name).collect(Collectors.toSet());
        String event = EVENT;
        while (names.contains(event)) {
            event += "_";
        }
        columns.add(
                new Column(event, List.of(), Column.Type.STRING, true, "The event as it came."));
        return new Table(List.copyOf(columns));
    }

    List<Column> columns() {
        return columns;
    }

    MessageType schema() {
        return schema;
    }

    /** The event itself. */
    Member root() {
        return root;
    }

    private static PrimitiveType typeOf(Column column) {
        return switch (column.type()) {
            case STRING, JSON ->
                    Types.optional(PrimitiveTypeName.BINARY)
                            .as(LogicalTypeAnnotation.stringType())
                            .named(column.name());
            case INTEGER -> Types.optional(PrimitiveTypeName.INT64).named(column.name());
            case NUMBER -> Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
            case BOOLEAN -> Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
            case TIMESTAMP ->
                    Types.optional(PrimitiveTypeName.INT64)
                            .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
                            .named(column.name());
            case DATE ->
                    Types.optional(PrimitiveTypeName.INT32)
                            .as(LogicalTypeAnnotation.dateType())
                            .named(column.name());
        };
    }
}
