package dev.headrace.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where an organisation's rows can stand. */
final class TenantRows {

    /** Every table with an organisation, but for the list of organisations itself. */
    private static final String TABLES =
            """
            SELECT c.oid::regclass::text FROM pg_class c
            JOIN pg_attribute a ON attrelid = c.oid AND attname = 'organisation'
            WHERE relkind IN ('r', 'p') AND NOT relispartition
            AND c.oid <> coalesce(to_regclass('ops.organisations')::oid, 0::oid)
            AND relnamespace::regnamespace::text %s 'headrace'
            """;

    /** Of the sink; closed by their contracts. */
    private static final List<String> CLOSED =
            List.of("headrace.media", "headrace.pose", "headrace.audit");

    /** The role that the node works with. */
    private static final String APP = "headrace_app";

    private static final String READER = "a_reader_of_the_warehouse";

    private TenantRows() {}

    /** The rows of all of the sink's tables, with the organisation's name, for a superuser. */
    static List<String> inWarehouse(Path data) throws Exception {
        try (Connection connection = Warehouse.ofEmbedded(data).connect()) {
            var rows = new ArrayList<String>();
            for (String table : texts(connection, TABLES.formatted("="))) {
                rows.addAll(
                        texts(
                                connection,
                                "SELECT concat('organisation=', organisation, ' ', t) FROM %s t"
                                        .formatted(table)));
            }
            return rows;
        }
    }

    /** The rows of the closed tables that a reader sees whose session names an organisation. */
    static List<String> readInWarehouse(Path data, Optional<String> organisation) throws Exception {
        try (Connection connection = Warehouse.ofEmbedded(data).connect()) {
            if (texts(connection, "SELECT rolname FROM pg_roles").stream()
                    .noneMatch(READER::equals)) {
                execute(connection, "CREATE ROLE " + READER);
            }
            execute(connection, "GRANT USAGE ON SCHEMA headrace TO " + READER);
            for (String table : CLOSED) {
                execute(connection, "GRANT SELECT ON %s TO %s".formatted(table, READER));
            }
            return read(connection, READER, CLOSED, organisation);
        }
    }

    /** The rows of the read side that the node's own role sees. */
    static List<String> readInStore(Path data, Optional<String> organisation) throws Exception {
        try (Connection connection = Warehouse.ofEmbedded(data).connect()) {
            List<String> tables =
                    texts(
                            connection,
                            TABLES.formatted("<>")
                                    + " AND has_table_privilege('%s', c.oid, 'SELECT')"
                                            .formatted(APP));
            assertThat(tables).as("tables of the read side").hasSizeGreaterThan(6);
            return read(connection, APP, tables, organisation);
        }
    }

    private static List<String> read(
            Connection connection, String role, List<String> tables, Optional<String> organisation)
            throws SQLException {
        execute(connection, "SET ROLE " + role);
        if (organisation.isPresent()) {
            execute(connection, "SET headrace.organisation = '" + organisation.get() + "'");
        }
        var rows = new ArrayList<String>();
        for (String table : tables) {
            rows.addAll(texts(connection, "SELECT t::text FROM " + table + " t"));
        }
        return rows;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> texts(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return texts(statement.executeQuery(query));
        }
    }

    private static List<String> texts(ResultSet found) throws SQLException {
        var texts = new ArrayList<String>();
        try (found) {
            while (found.next()) {
                texts.add(found.getString(1));
            }
        }
        return texts;
    }
}
