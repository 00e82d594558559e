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

/** Looks at the target by a connection of its own, and changes nothing there. */
final class TargetCheck {

    private final Connection connection;
    private final String schema;
    private final List<Finding> findings = new ArrayList<>();

    private TargetCheck(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    static CheckReport run(PostgresqlSettings settings) throws InterruptedException {
        try (Connection connection = Sessions.connect(settings)) {
            var check = new TargetCheck(connection, settings.schema());
            check.server();
            check.rights();
            return new CheckReport(check.findings);
        } catch (SQLException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while PostgreSQL was checked");
            }
            return failed(SqlState.sinkException(e));
        }
    }

    private void server() throws SQLException {
        String version = ask("SHOW server_version");
        add(
                connection.getMetaData().getDatabaseMajorVersion() < 14 ? Level.FAILED : Level.OK,
                "server",
                "PostgreSQL " + version + "; 14 or newer is needed");
        String encoding = ask("SHOW server_encoding");
        add(
                encoding.equals("UTF8") ? Level.OK : Level.FAILED,
                "encoding",
                encoding + "; UTF8 is needed");
        boolean readOnly = ask("SHOW transaction_read_only").equals("on");
        add(
                readOnly ? Level.FAILED : Level.OK,
                "writes",
                readOnly ? "the server is a standby or read-only" : "allowed");
        boolean durable =
                ask("SHOW fsync").equals("on") && !ask("SHOW synchronous_commit").equals("off");
        add(
                durable ? Level.OK : Level.WARNING,
                "durability",
                durable
                        ? "a commit is on disk when it is acknowledged"
                        : "fsync or synchronous_commit is off: delivered rows can be lost");
    }

    private void rights() throws SQLException {
        boolean temporary = holds("SELECT has_database_privilege(current_database(), 'TEMPORARY')");
        add(
                temporary ? Level.OK : Level.FAILED,
                "temporary tables",
                temporary ? "allowed" : "GRANT TEMPORARY ON DATABASE … TO the role is needed");
        boolean schemaExists = holds("SELECT to_regnamespace(quote_ident(?)) IS NOT NULL", schema);
        boolean enough =
                schemaExists
                        ? holds("SELECT has_schema_privilege(?, 'CREATE, USAGE')", schema)
                                && holds("SELECT has_schema_privilege(?, 'USAGE')", schema)
                        : holds("SELECT has_database_privilege(current_database(), 'CREATE')");
        add(
                enough ? Level.OK : Level.FAILED,
                "schema " + schema,
                enough
                        ? (schemaExists ? "tables can be made" : "will be made")
                        : (schemaExists
                                ? "GRANT CREATE, USAGE ON SCHEMA is needed"
                                : "is not there, and the role may not make it"));
        foreignTables();
    }

    /** A partition can be added only by the owner of the stream's table. */
    private void foreignTables() throws SQLException {
        String foreign =
                ask(
                        "SELECT coalesce(string_agg(relname, ', '), '') FROM pg_class"
                                + " WHERE relnamespace = to_regnamespace(quote_ident(?))"
                                + " AND relkind = 'p' AND NOT pg_has_role(relowner, 'USAGE')",
                        schema);
        if (!foreign.isEmpty()) {
            add(Level.FAILED, "tables", "the role does not own " + foreign);
        }
    }

    private boolean holds(String query, String... arguments) throws SQLException {
        return ask(query, arguments).equals("t");
    }

    private String ask(String query, String... arguments) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        }
    }

    private void add(Level level, String subject, String message) {
        findings.add(new Finding(level, subject, message));
    }

    private static CheckReport failed(SinkException e) {
        return new CheckReport(
                List.of(new Finding(Level.FAILED, "connection", String.valueOf(e.getMessage()))));
    }
}
