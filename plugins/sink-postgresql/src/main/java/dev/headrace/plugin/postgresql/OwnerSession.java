package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A connection of the role that owns the tables, made when something about them has to change and
 * ended at once. Used by one thread.
 */
final class OwnerSession implements AutoCloseable {

    /** Who waits for a lock holds up the readers that come after; so it never waits for long. */
    private static final int LOCK_MILLIS = 2_000;

    /** The upper half of a lock's number, so that it meets nobody else's: "head". */
    private static final int LOCK_CLASS = 0x68656164;

    private final Connection connection;
    private final Runnable atClose;

    OwnerSession(Connection connection, PostgresqlSettings settings, Runnable atClose)
            throws SQLException {
        this.connection = connection;
        this.atClose = atClose;
        connection.setAutoCommit(true);
        execute("SET standard_conforming_strings = on");
        execute("SET statement_timeout = " + settings.timeout().toMillis());
        execute("SET lock_timeout = " + LOCK_MILLIS);
    }

    /** Something that is done in one transaction. */
    @FunctionalInterface
    interface Change<T> {
        T make() throws SQLException, SinkException;
    }

    /**
     * Makes a change in one transaction, and one change in a schema at a time: nodes that start
     * together wait for each other.
     */
    <T> T alone(String schema, Change<T> change) throws SQLException, SinkException {
        connection.setAutoCommit(false);
        try {
            execute("SET LOCAL lock_timeout = 0"); // whoever has it will be done with it soon
            found(
                    "SELECT 1 FROM pg_advisory_xact_lock(%d, hashtext(?))".formatted(LOCK_CLASS),
                    schema);
            execute("SET LOCAL lock_timeout = " + LOCK_MILLIS);
            T result = change.make();
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException | SinkException e) {
            rollback(e); // the session is of no more use
            throw e;
        }
    }

    /** Makes a change in one transaction, beside whatever others change. */
    <T> T inTransaction(Change<T> change) throws SQLException, SinkException {
        connection.setAutoCommit(false);
        try {
            T result = change.make();
            connection.commit();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException | SinkException e) {
            rollback(e); // the session is of no more use
            throw e;
        }
    }

    /** Whether this session has, until it ends, what only one can have in a schema. */
    boolean claim(String schema) throws SQLException {
        return ask("SELECT pg_try_advisory_lock(%d, hashtext(?))".formatted(LOCK_CLASS + 1), schema)
                .equals(Optional.of("t"));
    }

    Connection connection() {
        return connection;
    }

    void execute(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    void executeAll(Iterable<String> commands) throws SQLException {
        for (String command : commands) {
            execute(command);
        }
    }

    boolean found(String query, String... arguments) throws SQLException {
        return ask(query, arguments).isPresent();
    }

    /** The first column of the first row. */
    Optional<String> ask(String query, String... arguments) throws SQLException {
        return texts(query, arguments).stream().findFirst();
    }

    /** The first column of every row. */
    List<String> texts(String query, String... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
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

    @Override
    public void close() {
        atClose.run();
        try {
            connection.close();
        } catch (SQLException e) {
            // It was broken already, and what it has committed stays.
        }
    }

    private void rollback(Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
