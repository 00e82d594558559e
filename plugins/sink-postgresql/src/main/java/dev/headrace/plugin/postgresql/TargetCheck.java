package dev.headrace.plugin.postgresql;

import dev.headrace.sink.CheckReport;
import dev.headrace.sink.CheckReport.Finding;
import dev.headrace.sink.CheckReport.Level;
import dev.headrace.sink.SinkException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks at the target by connections of its own, and changes nothing there. */
final class TargetCheck {

    private final PostgresqlSettings settings;
    private final String schema;
    private final List<Finding> findings = new ArrayList<>();

    private TargetCheck(PostgresqlSettings settings) {
        this.settings = settings;
        this.schema = settings.schema();
    }

    static CheckReport run(PostgresqlSettings settings) throws InterruptedException {
        var check = new TargetCheck(settings);
        check.connected("connection", settings.roles().writer(), check::writer);
        if (settings.roles().owner().isPresent()) {
            check.connected("owner's connection", settings.roles().owning(), check::owner);
        }
        return new CheckReport(check.findings);
    }

    /** What is looked at with a connection. */
    @FunctionalInterface
    private interface Look {
        void at(Questions questions) throws SQLException;
    }

    private void connected(String subject, Login login, Look look) throws InterruptedException {
        try (Connection connection = Sessions.connect(settings, login)) {
            look.at(new Questions(connection));
        } catch (SQLException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while PostgreSQL was checked");
            }
            SinkException told = SqlState.sinkException(e);
            add(Level.FAILED, subject, String.valueOf(told.getMessage()));
        }
    }

    private void writer(Questions questions) throws SQLException {
        server(questions);
        temporary(questions);
        if (settings.roles().owner().isEmpty()) {
            owner(questions);
        } else {
            excess(questions);
        }
        reader(questions);
    }

    private void owner(Questions questions) throws SQLException {
        schema(questions);
        foreignTables(questions);
    }

    private void server(Questions questions) throws SQLException {
        add(
                questions.majorVersion() < 14 ? Level.FAILED : Level.OK,
                "server",
                "PostgreSQL " + questions.ask("SHOW server_version") + "; 14 or newer is needed");
        String encoding = questions.ask("SHOW server_encoding");
        add(
                encoding.equals("UTF8") ? Level.OK : Level.FAILED,
                "encoding",
                encoding + "; UTF8 is needed");
        boolean readOnly = questions.ask("SHOW transaction_read_only").equals("on");
        add(
                readOnly ? Level.FAILED : Level.OK,
                "writes",
                readOnly ? "the server is a standby or read-only" : "allowed");
        boolean durable =
                questions.ask("SHOW fsync").equals("on")
                        && !questions.ask("SHOW synchronous_commit").equals("off");
        add(
                durable ? Level.OK : Level.WARNING,
                "durability",
                durable
                        ? "a commit is on disk when it is acknowledged"
                        : "fsync or synchronous_commit is off: delivered rows can be lost");
    }

    private void temporary(Questions questions) throws SQLException {
        boolean temporary =
                questions.holds("SELECT has_database_privilege(current_database(), 'TEMPORARY')");
        add(
                temporary ? Level.OK : Level.FAILED,
                "temporary tables",
                temporary ? "allowed" : "GRANT TEMPORARY ON DATABASE … TO the role is needed");
    }

    private void schema(Questions questions) throws SQLException {
        boolean schemaExists =
                questions.holds("SELECT to_regnamespace(quote_ident(?)) IS NOT NULL", schema);
        boolean enough =
                schemaExists
                        ? questions.holds("SELECT has_schema_privilege(?, 'CREATE')", schema)
                                && questions.holds(
                                        "SELECT has_schema_privilege(?, 'USAGE')", schema)
                        : questions.holds(
                                "SELECT has_database_privilege(current_database(), 'CREATE')");
        add(
                enough ? Level.OK : Level.FAILED,
                "schema " + schema,
                enough
                        ? (schemaExists ? "tables can be made" : "will be made")
                        : (schemaExists
                                ? "GRANT CREATE, USAGE ON SCHEMA is needed"
                                : "is not there, and the role may not make it"));
    }

    /** A partition can be added only by the owner of the stream's table. */
    private void foreignTables(Questions questions) throws SQLException {
        String foreign =
                questions.ask(
                        "SELECT coalesce(string_agg(relname, ', '), '') FROM pg_class"
                                + " WHERE relnamespace = to_regnamespace(quote_ident(?))"
                                + " AND relkind = 'p' AND NOT pg_has_role(relowner, 'USAGE')",
                        schema);
        if (!foreign.isEmpty()) {
            add(Level.FAILED, "tables", "the role does not own " + foreign);
        }
    }

    /** With an owner of its own, the writer needs no right to take anything away. */
    private void excess(Questions questions) throws SQLException {
        String open =
                questions.ask(
                        "SELECT coalesce(string_agg(relname, ', '), '') FROM pg_class"
                                + " WHERE relnamespace = to_regnamespace(quote_ident(?))"
                                + " AND relkind IN ('p', 'r')"
                                + " AND has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE')",
                        schema);
        add(
                open.isEmpty() ? Level.OK : Level.WARNING,
                "rights of user",
                open.isEmpty()
                        ? "it cannot change or delete rows"
                        : "it can change or delete rows of "
                                + open
                                + ": a role that only inserts would be enough");
    }

    private void reader(Questions questions) throws SQLException {
        if (settings.roles().reader().isPresent()) {
            String role = settings.roles().reader().get();
            boolean there =
                    questions.holds("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = ?)", role);
            add(
                    there ? Level.OK : Level.FAILED,
                    "reader-role " + role,
                    there ? "exists" : "is not there: CREATE ROLE is needed");
        }
    }

    private void add(Level level, String subject, String message) {
        findings.add(new Finding(level, subject, message));
    }

    /** Asks a server. */
    private record Questions(Connection connection) {

        int majorVersion() throws SQLException {
            return connection.getMetaData().getDatabaseMajorVersion();
        }

        boolean holds(String query, String... arguments) throws SQLException {
            return ask(query, arguments).equals("t");
        }

        String ask(String query, String... arguments) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(query)) {
                for (int i = 0; i < arguments.length; i++) {
                    statement.setString(i + 1, arguments[i]);
                }
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? String.valueOf(row.getString(1)) : "";
                }
            }
        }
    }
}
