package dev.headrace.plugin.clickhouse;

import dev.headrace.sink.Column;
import java.util.Set;

/**
 * The ClickHouse types of a stream's columns.
 *
 * <p>What the client gives is Nullable, also where the schema requires it: a JSON number need not
 * fit 64 bits, nor a time the calendar of ClickHouse (1900 to 2262, with nanoseconds). Only texts
 * always fit; those that every version requires are plain.
 */
enum ColumnType {
    TEXT("String"),
    OPTIONAL_TEXT("Nullable(String)"),
    /** A text with few different values: what folders are made of, and names of kinds. */
    WORD("LowCardinality(String)"),
    OPTIONAL_WORD("LowCardinality(Nullable(String))"),
    INTEGER("Nullable(Int64)"),
    NUMBER("Nullable(Float64)"),
    TRUTH("Nullable(Bool)"),
    TIME("Nullable(DateTime64(9, 'UTC'))"),
    DAY("Nullable(Date32)"),
    VERSION("UInt32"),
    RECEIVED("DateTime64(3, 'UTC')");

    private static final Set<String> WORDS = Set.of("stream", "principal_kind", "organisation");

    private final String sql;

    ColumnType(String sql) {
        this.sql = sql;
    }

    String sql() {
        return sql;
    }

    static ColumnType of(Column column, boolean fewValues) {
        return switch (column.name()) {
            case "schema_version" -> column.isOfTheEnvelope() ? VERSION : ofEvent(column, false);
            case "received_at" -> column.isOfTheEnvelope() ? RECEIVED : ofEvent(column, false);
            default ->
                    ofEvent(
                            column,
                            fewValues
                                    || (column.isOfTheEnvelope() && WORDS.contains(column.name())));
        };
    }

    private static ColumnType ofEvent(Column column, boolean fewValues) {
        return switch (column.type()) {
            case STRING -> {
                if (fewValues) {
                    yield column.required() ? WORD : OPTIONAL_WORD;
                }
                yield column.required() ? TEXT : OPTIONAL_TEXT;
            }
            case JSON -> OPTIONAL_TEXT;
            case INTEGER -> INTEGER;
            case NUMBER -> NUMBER;
            case BOOLEAN -> TRUTH;
            case TIMESTAMP -> TIME;
            case DATE -> DAY;
        };
    }

    /**
     * Whether a column of this type can do for what is meant to be another: the same in a wider or
     * differently stored form, as somebody may have made it by hand.
     */
    boolean accepts(String existing) {
        return core(existing).equals(core(sql))
                || (this == TIME || this == RECEIVED) && core(existing).startsWith("DateTime64(");
    }

    /** The type without Nullable and LowCardinality. */
    private static String core(String type) {
        String core = type;
        for (String wrapper : new String[] {"LowCardinality(", "Nullable("}) {
            if (core.startsWith(wrapper)) {
                core = core.substring(wrapper.length(), core.length() - 1);
            }
        }
        return core;
    }
}
