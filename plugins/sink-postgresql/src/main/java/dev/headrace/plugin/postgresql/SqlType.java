package dev.headrace.plugin.postgresql;

import dev.headrace.sink.Column;
import java.util.Arrays;
import java.util.Optional;

/** The types of columns that are made of an event's members, as PostgreSQL spells them. */
enum SqlType {
    TEXT("text"),
    BIGINT("bigint"),
    DOUBLE("double precision"),
    BOOLEAN("boolean"),
    TIMESTAMPTZ("timestamp with time zone"),
    DATE("date"),
    JSONB("jsonb");

    private final String spelling;

    SqlType(String spelling) {
        this.spelling = spelling;
    }

    String spelling() {
        return spelling;
    }

    static Optional<SqlType> spelt(String spelling) {
        return Arrays.stream(values()).filter(type -> type.spelling.equals(spelling)).findFirst();
    }

    static SqlType of(Column.Type type) {
        return switch (type) {
            case STRING -> TEXT;
            case INTEGER -> BIGINT;
            case NUMBER -> DOUBLE;
            case BOOLEAN -> BOOLEAN;
            case TIMESTAMP -> TIMESTAMPTZ;
            case DATE -> DATE;
            case JSON -> JSONB;
        };
    }
}
