package dev.headrace.plugin.postgresql;

import dev.headrace.sink.SinkException;
import java.sql.SQLException;

/**
 * Gives the writer and the reader what they need and do not have, and never more: the writer may
 * insert, the reader may read. Partitions are reached through the stream's table, so nothing is
 * granted on them.
 */
final class Grants {

    private final OwnerSession owner;
    private final Roles roles;

    Grants(OwnerSession owner, Roles roles) {
        this.owner = owner;
        this.roles = roles;
    }

    void keep(StreamTable table) throws SQLException, SinkException {
        if (roles.granted().isPresent()) {
            String writer = existing("user", roles.granted().get());
            schema(table, writer);
            table(table, writer, "INSERT");
            functions(table, writer);
        }
        if (roles.reader().isPresent()) {
            String reader = existing("reader-role", roles.reader().get());
            schema(table, reader);
            table(table, reader, "SELECT");
        }
    }

    private String existing(String setting, String role) throws SQLException, SinkException {
        if (!owner.found("SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
            throw new SinkException.Misconfigured(setting, "there is no role " + role);
        }
        return role;
    }

    private void schema(StreamTable table, String role) throws SQLException {
        if (!owner.found(
                "SELECT 1 WHERE has_schema_privilege(?, ?, 'USAGE')", role, table.schema())) {
            owner.execute(
                    "GRANT USAGE ON SCHEMA %s TO %s"
                            .formatted(SqlText.name(table.schema()), SqlText.name(role)));
        }
    }

    private void table(StreamTable table, String role, String right) throws SQLException {
        if (!owner.found(
                "SELECT 1 WHERE has_table_privilege(?, ?, ?)", role, table.quoted(), right)) {
            owner.execute(
                    "GRANT %s ON TABLE %s TO %s"
                            .formatted(right, table.quoted(), SqlText.name(role)));
        }
    }

    /** Everybody may call a function, where the site has not said otherwise. */
    private void functions(StreamTable table, String role) throws SQLException {
        for (String function :
                owner.texts(
                        "SELECT format('%I.%I(%s)', nspname, proname,"
                                + " pg_get_function_identity_arguments(p.oid)) FROM pg_proc p"
                                + " JOIN pg_namespace n ON n.oid = pronamespace"
                                + " WHERE nspname = ? AND starts_with(proname, 'headrace$')"
                                + " AND NOT has_function_privilege(?, p.oid, 'EXECUTE')",
                        table.schema(), role)) {
            owner.execute(
                    "GRANT EXECUTE ON FUNCTION %s TO %s".formatted(function, SqlText.name(role)));
        }
    }
}
