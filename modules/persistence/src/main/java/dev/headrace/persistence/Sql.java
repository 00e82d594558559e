package dev.headrace.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Short ways to say SQL on a connection. */
final class Sql {

    private Sql() {}

    static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    /** The first column of every row, as text. */
    static List<String> texts(Connection connection, String query, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            var texts = new ArrayList<String>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(String.valueOf(rows.getString(1)));
                }
            }
            return texts;
        }
    }

    /** The first column of the first row. */
    static Optional<String> text(Connection connection, String query, Object... arguments)
            throws SQLException {
        return texts(connection, query, arguments).stream().findFirst();
    }

    static boolean holds(Connection connection, String query, Object... arguments)
            throws SQLException {
        return text(connection, query, arguments).equals(Optional.of("t"));
    }

    /** A name as SQL writes it. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as SQL writes it, with standard_conforming_strings. */
    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
