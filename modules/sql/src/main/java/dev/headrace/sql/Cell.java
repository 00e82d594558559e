package dev.headrace.sql;

import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/** Reads one value of a row. Times are in UTC, as ISO 8601 has them. */
final class Cell {

    private Cell() {}

    /** A Number, a Boolean or a text; empty for NULL. Columns count from 1. */
    static Optional<Object> of(ResultSet rows, int column) throws SQLException {
        Object value = rows.getObject(column);
        return value == null ? Optional.empty() : Optional.of(plain(value));
    }

    private static Object plain(Object value) throws SQLException {
        return switch (value) {
            case Boolean truth -> truth;
            case Double number when !Double.isFinite(number) -> number.toString();
            case Float number when !Float.isFinite(number) -> number.toString();
            case Number number -> number;
            case OffsetDateTime time -> time.toInstant().toString();
            case java.sql.Timestamp time -> time.toLocalDateTime().toString();
            case LocalDateTime time -> time.toString();
            case Array array -> Arrays.toString((Object[]) array.getArray());
            case Blob blob -> blob.length() + " bytes";
            default -> value.toString();
        };
    }
}
