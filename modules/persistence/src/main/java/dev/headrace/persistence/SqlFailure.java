package dev.headrace.persistence;

import dev.headrace.insight.StoreUnavailableException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** What a failure of PostgreSQL is told as; never with words that may hold an event's values. */
final class SqlFailure {

    /** Connection, credentials, database name, rights, resources, operator: no values in them. */
    private static final Set<String> OF_THE_SERVER =
            Set.of("", "08", "28", "3D", "42", "53", "55", "57", "58");

    private SqlFailure() {}

    static StoreUnavailableException of(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        String kind = state.length() < 2 ? "" : state.substring(0, 2);
        String text =
                OF_THE_SERVER.contains(kind)
                        ? Optional.ofNullable(e.getMessage())
                                .flatMap(message -> message.lines().findFirst())
                                .orElse("no message")
                        : "a statement failed";
        return new StoreUnavailableException(
                "PostgreSQL: " + text + " (SQLSTATE " + state + ")", e);
    }
}
