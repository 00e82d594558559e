package dev.headrace.persistence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The organisation that a transaction works for, and sees nothing beyond. Rows of no organisation
 * have a name of their own, {@code -}: an empty one is what a session has that has named none.
 *
 * @param name as it stands in the rows
 */
record Organisation(String name) {

    private static final String NONE = "-";

    Organisation {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("an organisation has a name");
        }
    }

    static Organisation of(Optional<String> name) {
        if (name.filter(NONE::equals).isPresent()) {
            throw new IllegalArgumentException("no organisation can be named " + NONE);
        }
        return new Organisation(name.orElse(NONE));
    }

    /** Its name; empty where the rows belong to none. */
    Optional<String> named() {
        return name.equals(NONE) ? Optional.empty() : Optional.of(name);
    }

    /** Binds the transaction under way to it; the next one of the session is not bound. */
    void bind(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT set_config('headrace.organisation', ?, true)")) {
            statement.setString(1, name);
            statement.executeQuery().close();
        }
    }

    /** Notes that it has rows. */
    void register(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "INSERT INTO ops.organisations (organisation) VALUES (?)"
                                + " ON CONFLICT DO NOTHING")) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
    }
}
