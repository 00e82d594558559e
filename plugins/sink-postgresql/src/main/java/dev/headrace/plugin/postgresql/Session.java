package dev.headrace.plugin.postgresql;

import dev.headrace.sink.RecordBatch;
import dev.headrace.sink.SinkException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One connection with its temporary table. Used by one thread at a time. */
final class Session implements AutoCloseable {

    /** The oldest PostgreSQL that its own project still maintains. */
    private static final int OLDEST_MAJOR = 14;

    private static final int PIECE_BYTES = 64 << 10;
    private static final String TEMPORARY = "pg_temp.headrace_batch";
    private static final String COPY = "COPY " + TEMPORARY + " FROM STDIN (FORMAT binary)";

    private final Connection connection;
    private final PGConnection driver;
    private final byte[] room = new byte[PIECE_BYTES];
    private volatile Instant usedAt;

    /** Takes the connection over, and closes it where it is of no use. */
    Session(Connection connection, PostgresqlSettings settings, Instant now)
            throws SQLException, SinkException {
        this.connection = connection;
        this.usedAt = now;
        try {
            this.driver = connection.unwrap(PGConnection.class);
            requireServer();
            prepare(settings);
        } catch (SQLException | SinkException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** The numbers of one stored range. */
    record Stored(int rows, int inserted) {}

    /** For statements of other kinds; the caller commits or rolls back. */
    Connection connection() {
        return connection;
    }

    /**
     * Stores rows in a transaction of its own and returns when the commit is acknowledged.
     *
     * @param indexes of the batch; those from {@code from} up to but without {@code to} are stored
     */
    Stored store(RecordBatch batch, int[] indexes, int from, int to, StreamTable table)
            throws SQLException {
        copy(COPY, batch, indexes, from, to);
        int inserted;
        try (PreparedStatement insert = connection.prepareStatement(table.insertFrom(TEMPORARY))) {
            inserted = insert.executeUpdate();
        }
        connection.commit();
        return new Stored(to - from, inserted);
    }

    /** As {@link #store}, for rows none of which is there. */
    Stored storeNew(RecordBatch batch, int[] indexes, int from, int to, StreamTable table)
            throws SQLException {
        copy(table.copy(), batch, indexes, from, to);
        connection.commit();
        return new Stored(to - from, to - from);
    }

    /** Whether a session that rested is still there. */
    boolean answers() throws SQLException {
        return connection.isValid(1);
    }

    Instant usedAt() {
        return usedAt;
    }

    void rested(Instant now) {
        usedAt = now;
    }

    /** Ends the session politely. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was broken already, and nothing of it was promised.
        }
    }

    private void copy(String command, RecordBatch batch, int[] indexes, int from, int to)
            throws SQLException {
        CopyIn copy = driver.getCopyAPI().copyIn(command);
        try {
            var stream = new CopyStream(room, copy::writeToCopy);
            for (int i = from; i < to; i++) {
                RowEncoder.encode(batch.get(indexes[i]), stream);
            }
            stream.end();
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void requireServer() throws SQLException, SinkException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        if (major < OLDEST_MAJOR) {
            throw new SinkException.Misconfigured(
                    "url", "the server is PostgreSQL " + major + "; it must be 14 or newer");
        }
        String encoding =
                Optional.ofNullable(driver.getParameterStatus("server_encoding")).orElse("unknown");
        if (!encoding.equals("UTF8")) {
            throw new SinkException.Misconfigured(
                    "url", "the database's encoding is " + encoding + "; it must be UTF8");
        }
    }

    private void prepare(PostgresqlSettings settings) throws SQLException {
        long millis = settings.timeout().toMillis();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET statement_timeout = %d; SET lock_timeout = %d".formatted(millis, millis));
            statement.execute(
                    "SET idle_in_transaction_session_timeout = " + 2 * millis); // a frozen client
            statement.execute(
                    "CREATE TEMPORARY TABLE headrace_batch (%s) ON COMMIT DELETE ROWS"
                            .formatted(String.join(", ", StreamTable.COLUMNS)));
        }
        connection.commit();
        noticeLostClients();
    }

    /** A server that cannot (it is not on Linux) goes on with a statement that nobody awaits. */
    private void noticeLostClients() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET client_connection_check_interval = '1s'");
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
        }
    }
}
