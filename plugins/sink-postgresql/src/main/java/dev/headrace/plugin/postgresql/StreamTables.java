package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes and migrates tables and their daily partitions, and remembers those that it has seen. Every
 * change is one transaction under an advisory lock of the schema's, so that nodes that start
 * together wait for each other. Safe for use by several threads.
 */
final class StreamTables {

    private static final int LAYOUT = 1;
    private static final String VERSIONS = "headrace$layout";

    /** The upper half of the lock's number, so that it meets nobody else's: "head". */
    private static final int LOCK_CLASS = 0x68656164;

    private final String schema;
    private final Map<String, Set<LocalDate>> known = new ConcurrentHashMap<>();

    StreamTables(String schema) {
        this.schema = schema;
    }

    /**
     * The table of a stream, with a partition for each of these days. Asks the server only for what
     * it has not seen yet; commits.
     *
     * @return the table, and how many partitions had to be made
     */
    Ready ready(Session session, String stream, Set<LocalDate> days)
            throws SQLException, SinkException {
        StreamTable table = StreamTable.of(schema, stream);
        if (known.getOrDefault(stream, Set.of()).containsAll(days)) {
            return new Ready(table, 0);
        }
        int made = make(session.connection(), table, days);
        known.computeIfAbsent(stream, name -> ConcurrentHashMap.newKeySet()).addAll(days);
        return new Ready(table, made);
    }

    /** See {@link #ready}. */
    record Ready(StreamTable table, int partitionsMade) {}

    /** Something of the stream's is gone: look again. */
    void forget(String stream) {
        known.remove(stream);
    }

    private int make(Connection connection, StreamTable table, Set<LocalDate> days)
            throws SQLException, SinkException {
        try (Statement statement = connection.createStatement()) {
            lock(connection);
            if (!found(connection, "SELECT 1 FROM pg_namespace WHERE nspname = ?", schema)) {
                statement.execute("CREATE SCHEMA \"" + schema + '"');
            }
            migrate(connection, statement, table);
            Set<String> there = partitions(connection, table);
            int made = 0;
            for (LocalDate day : days) {
                if (!there.contains(table.partition(day))) {
                    executeAll(statement, table.createPartition(day));
                    made++;
                }
            }
            connection.commit();
            return made;
        } catch (SQLException | SinkException e) {
            connection.rollback();
            throw e;
        }
    }

    private void migrate(Connection connection, Statement statement, StreamTable table)
            throws SQLException, SinkException {
        String versions = StreamTable.quoted(schema, VERSIONS);
        if (!exists(connection, versions)) {
            statement.execute(
                    "CREATE TABLE "
                            + versions
                            + " (stream text PRIMARY KEY, table_name text NOT NULL UNIQUE,"
                            + " layout int NOT NULL)");
        }
        OptionalInt layout = layout(connection, versions, table);
        if (layout.isPresent() && layout.getAsInt() > LAYOUT) {
            throw new SinkException.Misconfigured(
                    "the table "
                            + table.ref()
                            + " has layout "
                            + layout.getAsInt()
                            + ", made by a newer Headrace, and this one knows up to "
                            + LAYOUT
                            + ": run the newer one, or name another schema");
        }
        if (!exists(connection, table.quoted())) {
            executeAll(statement, table.create());
            remember(connection, versions, table);
        } else if (layout.isEmpty()) {
            throw new SinkException.Misconfigured(
                    "schema",
                    "there is a table "
                            + table.ref()
                            + " that Headrace did not make: rename it, or name another schema");
        }
    }

    private void lock(Connection connection) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(?, hashtext(?))")) {
            lock.setInt(1, LOCK_CLASS);
            lock.setString(2, schema);
            lock.execute();
        }
    }

    private static OptionalInt layout(Connection connection, String versions, StreamTable table)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT layout FROM " + versions + " WHERE stream = ?")) {
            select.setString(1, table.stream());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
            }
        }
    }

    private static void remember(Connection connection, String versions, StreamTable table)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO "
                                + versions
                                + " VALUES (?, ?, ?) ON CONFLICT (stream) DO UPDATE"
                                + " SET layout = excluded.layout")) {
            insert.setString(1, table.stream());
            insert.setString(2, table.name());
            insert.setInt(3, LAYOUT);
            insert.executeUpdate();
        }
    }

    private static Set<String> partitions(Connection connection, StreamTable table)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT relname FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid"
                                + " WHERE inhparent = to_regclass(?)")) {
            select.setString(1, table.quoted());
            var names = new HashSet<String>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    private static boolean exists(Connection connection, String quoted) throws SQLException {
        return found(connection, "SELECT 1 WHERE to_regclass(?) IS NOT NULL", quoted);
    }

    private static boolean found(Connection connection, String query, String name)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void executeAll(Statement statement, Iterable<String> commands)
            throws SQLException {
        for (String command : commands) {
            statement.execute(command);
        }
    }
}
